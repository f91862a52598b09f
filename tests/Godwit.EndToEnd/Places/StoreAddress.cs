namespace Godwit.EndToEnd.Places;

/// <summary>A store as the command line takes it, with the password that opens it.</summary>
public sealed record StoreAddress(string Address, string Password = "none");
