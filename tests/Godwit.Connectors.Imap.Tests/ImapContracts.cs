namespace Godwit.Connectors.Imap.Tests;

public sealed class A_Dovecot_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Dovecot, b => b.TurnsNulInto80 = false); }

public sealed class A_Dovecot_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Dovecot, b => b.TurnsNulInto80 = false); }

public sealed class A_Cyrus_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Cyrus, b => b.RefusesEightBitHeaders = false); }

public sealed class A_Cyrus_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Cyrus, b => b.RefusesEightBitHeaders = false); }

public sealed class A_Courier_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Courier); }

public sealed class A_Courier_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Courier); }

public sealed class An_ancient_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Ancient); }

public sealed class An_ancient_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Ancient); }

public sealed class A_source_with_everything : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Everything); }

public sealed class A_target_with_everything : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new ImapFixture(ServerProfile.Everything); }
