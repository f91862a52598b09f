using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Letters;

/// <summary>Every letter of a world, and how to recognise one: by its content, or on a target that rewrites messages by its fingerprint.</summary>
internal sealed class LetterBook
{
    private readonly Dictionary<ContentHash, Letter> _byHash = [];
    private readonly Dictionary<MessageFingerprint, Letter> _byFingerprint = [];
    private readonly Dictionary<MemoryContent, Letter?> _recognised = [];
    private readonly LetterWriter _writer;

    public LetterBook(Dice dice) => _writer = new LetterWriter(dice);

    public IReadOnlyCollection<Letter> All => _byHash.Values;

    /// <summary>A letter that nobody has seen yet.</summary>
    public Letter Write()
    {
        while (true)
        {
            var bytes = _writer.Write(_byHash.Count);
            var hash = MemoryContent.Of(bytes).Digest.Content;
            if (_byHash.ContainsKey(hash)) continue;
            var letter = new Letter(_byHash.Count, bytes, hash, FingerprintOf(bytes));
            _byHash.Add(hash, letter);
            _byFingerprint.TryAdd(letter.Fingerprint, letter);
            return letter;
        }
    }

    /// <summary>The letter with this content, rewritten or not.</summary>
    /// <exception cref="BrokenPromiseException">No letter has it: it was damaged on the way.</exception>
    public Letter Recognise(MemoryContent content)
    {
        if (!_recognised.TryGetValue(content, out var letter)) _recognised[content] = letter = Find(content);
        return letter ?? throw new BrokenPromiseException("bytes", $"a message of {content.Length} bytes is not what anybody ever wrote");
    }

    private Letter? Find(MemoryContent content) =>
        _byHash.TryGetValue(content.Digest.Content, out var letter) ? letter : _byFingerprint.GetValueOrDefault(FingerprintOf(content.ToArray()));

    private static MessageFingerprint FingerprintOf(byte[] bytes)
    {
        using var hasher = new FingerprintHasher();
        hasher.Append(bytes);
        return hasher.Finish();
    }
}
