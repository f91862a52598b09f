namespace Godwit.Connectors.Tests.Naming;

public sealed class WellKnownFolderTests
{
    [Theory]
    [InlineData("INBOX", SpecialUse.Inbox)]
    [InlineData("inbox", SpecialUse.Inbox)]
    [InlineData("Sent Items", SpecialUse.Sent)]
    [InlineData("ÉLÉMENTS ENVOYÉS", SpecialUse.Sent)]
    [InlineData("E\u0301le\u0301ments envoye\u0301s", SpecialUse.Sent)]
    [InlineData("Posta inviata", SpecialUse.Sent)]
    [InlineData("Entwürfe", SpecialUse.Drafts)]
    [InlineData(" Papierkorb ", SpecialUse.Trash)]
    [InlineData("Корзина", SpecialUse.Trash)]
    [InlineData("迷惑メール", SpecialUse.Junk)]
    [InlineData("Archiv", SpecialUse.Archive)]
    [InlineData("Work", SpecialUse.None)]
    [InlineData("", SpecialUse.None)]
    [InlineData("\uD800", SpecialUse.None)]
    public void A_role_is_told_by_the_name(string name, SpecialUse role) => Assert.Equal(role, WellKnownFolders.RoleOf(name));

    [Fact]
    public void No_name_stands_for_two_roles()
    {
        foreach (var role in Enum.GetValues<SpecialUse>())
            Assert.All(WellKnownFolders.NamesOf(role), name => Assert.Equal(role, WellKnownFolders.RoleOf(name)));
    }
}
