namespace Godwit.Connectors.Maildir.Tests;

public sealed class A_flat_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new MaildirFixture(MaildirLayout.Flat); }

public sealed class A_flat_target : MailboxTargetContract { protected override MailboxFixture NewMailbox() => new MaildirFixture(MaildirLayout.Flat); }

public sealed class A_flat_target_with_its_index_in_the_folders : MailboxTargetContract
{
    protected override MailboxFixture NewMailbox() => new MaildirFixture(MaildirLayout.Flat, indexElsewhere: false);
}

public sealed class A_nested_source : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new MaildirFixture(MaildirLayout.Nested); }

public sealed class A_nested_target_with_a_limit : MailboxTargetContract
{
    protected override MailboxFixture NewMailbox() => new MaildirFixture(MaildirLayout.Nested, maxMessageBytes: 1_000_000);
}

public sealed class A_nested_target_in_utf8_with_its_index_in_the_folders : MailboxTargetContract
{
    protected override MailboxFixture NewMailbox() => new MaildirFixture(MaildirLayout.Nested, FolderNameEncoding.Utf8, indexElsewhere: false);
}

public sealed class A_source_that_others_fill : MailboxSourceContract { protected override MailboxFixture NewMailbox() => new MaildirFilledByOthers(); }
