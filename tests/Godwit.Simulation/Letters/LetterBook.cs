using Godwit.Simulation.Worlds;

namespace Godwit.Simulation.Letters;

/// <summary>Every letter of a world, and how to recognise one: by its content, or on a target that rewrites messages by its fingerprint.</summary>
internal sealed class LetterBook
{
    private readonly Dictionary<ContentHash, Letter> _byHash = [];
    private readonly Dictionary<MessageFingerprint, Letter> _byFingerprint = [];
    private readonly Dictionary<MemoryContent, Letter?> _recognised = [];
    private readonly List<Letter> _all = [];
    private readonly LetterWriter _writer;

    public LetterBook(Dice dice) => _writer = new LetterWriter(dice);

    public IReadOnlyCollection<Letter> All => _all;

    /// <summary>A letter that nobody has seen yet.</summary>
    public Letter Write()
    {
        while (true)
        {
            var bytes = _writer.Write(_all.Count);
            var hash = MemoryContent.Of(bytes).Digest.Content;
            if (_byHash.ContainsKey(hash)) continue;
            var letter = new Letter(_all.Count, bytes, hash, FingerprintOf(bytes));
            _all.Add(letter);
            _byHash.Add(hash, letter);
            _byFingerprint.TryAdd(letter.Fingerprint, letter);
            if (Repaired(bytes) is { } repaired)
            {
                _byHash.TryAdd(MemoryContent.Of(repaired).Digest.Content, letter);
                _byFingerprint.TryAdd(FingerprintOf(repaired), letter);
                letter.IsRepairable = true;
            }
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

    /// <summary>What a message becomes that a target refuses as it is; null when it is not damaged.</summary>
    private static byte[]? Repaired(byte[] bytes) =>
        bytes.Length == 0 ? [.. "X-Godwit-Empty: yes\r\n\r\n"u8] : bytes.Contains((byte)0) ? [.. bytes.Where(b => b != 0)] : null;

    private Letter? Find(MemoryContent content) =>
        _byHash.TryGetValue(content.Digest.Content, out var letter) ? letter : _byFingerprint.GetValueOrDefault(FingerprintOf(content.ToArray()));

    private static MessageFingerprint FingerprintOf(byte[] bytes)
    {
        using var hasher = new FingerprintHasher();
        hasher.Append(bytes);
        return hasher.Finish();
    }
}
