namespace Godwit.Connectors.Imap;

/// <summary>What a folder is for: by its attributes (RFC 6154), or by its name where the server knows no attributes.</summary>
internal static class FolderRoles
{
    private static readonly (string Attribute, SpecialUse Use)[] Attributes =
    [
        ("\\All", SpecialUse.All), ("\\Archive", SpecialUse.Archive), ("\\Drafts", SpecialUse.Drafts), ("\\Flagged", SpecialUse.Flagged), ("\\Important", SpecialUse.Important),
        ("\\Junk", SpecialUse.Junk), ("\\Sent", SpecialUse.Sent), ("\\Trash", SpecialUse.Trash),
    ];

    /// <summary>The role that the server gives it, or none.</summary>
    internal static SpecialUse ByAttributes(ListedMailbox listed)
    {
        foreach (var (attribute, use) in Attributes)
        {
            if (listed.Is(attribute)) return use;
        }
        return SpecialUse.None;
    }

    /// <summary>The attribute of a role; null for what cannot be asked for.</summary>
    internal static string? AttributeOf(SpecialUse use)
    {
        foreach (var (attribute, role) in Attributes)
        {
            if (role == use) return attribute;
        }
        return null;
    }

    /// <summary>The role that people's clients give a top-level folder of this name, in the common languages; none for others.</summary>
    internal static SpecialUse ByName(FolderPath path)
    {
        if (path.IsInbox) return SpecialUse.Inbox;
        var atTop = path.Depth == 1 || (path.Depth == 2 && path.Segments[0] == "INBOX");
        return atTop ? ByCommonName.GetValueOrDefault(path.Name) : SpecialUse.None;
    }

    private static readonly Dictionary<string, SpecialUse> ByCommonName = Table(
        (SpecialUse.Sent,
        [
            "Sent", "Sent Items", "Sent Messages", "Sent Mail", "Gesendet", "Gesendete Objekte", "Gesendete Elemente", "Éléments envoyés", "Messages envoyés", "Envoyés", "Posta inviata", "Inviata", "Inviati",
            "Elementos enviados", "Enviados", "Itens Enviados", "Mensagens enviadas", "Verzonden items", "Verzonden", "Wysłane", "Elementy wysłane", "Skickat", "Skickade objekt", "Sendte elementer", "Sendt", "Sendt post",
            "Lähetetyt", "Odeslaná pošta", "Odeslané", "Отправленные", "Надіслані", "Gönderilmiş Öğeler", "Gönderilmiş", "送信済みアイテム", "送信済み", "已发送", "已发送邮件", "已傳送項目", "寄件備份", "보낸 편지함",
        ]),
        (SpecialUse.Drafts,
        [
            "Drafts", "Draft", "Entwürfe", "Brouillons", "Bozze", "Borradores", "Rascunhos", "Concepten", "Wersje robocze", "Kopie robocze", "Utkast", "Kladder", "Luonnokset", "Koncepty", "Rozepsané",
            "Черновики", "Чернетки", "Taslaklar", "下書き", "草稿", "草稿箱", "임시 보관함",
        ]),
        (SpecialUse.Trash,
        [
            "Trash", "Deleted Items", "Deleted Messages", "Deleted", "Bin", "Papierkorb", "Gelöschte Objekte", "Gelöschte Elemente", "Gelöscht", "Éléments supprimés", "Corbeille", "Posta eliminata", "Cestino", "Eliminata",
            "Elementos eliminados", "Papelera", "Itens Excluídos", "Lixeira", "Lixo", "Itens Eliminados", "Verwijderde items", "Prullenbak", "Kosz", "Elementy usunięte", "Borttaget", "Papperskorgen", "Slettede elementer", "Slettet post",
            "Poistetut", "Roskakori", "Odstraněná pošta", "Koš", "Удаленные", "Корзина", "Видалені", "Silinmiş Öğeler", "Çöp Kutusu", "削除済みアイテム", "ゴミ箱", "已删除", "已删除邮件", "刪除的郵件", "垃圾桶", "지운 편지함", "휴지통",
        ]),
        (SpecialUse.Junk,
        [
            "Junk", "Junk E-mail", "Junk Email", "Junk Mail", "Spam", "Bulk Mail", "Junk-E-Mail", "Spamverdacht", "Courrier indésirable", "Indésirables", "Pourriel", "Posta indesiderata", "Correo no deseado", "Correo electrónico no deseado",
            "Lixo Eletrônico", "Lixo eletrónico", "Ongewenste e-mail", "Wiadomości-śmieci", "Skräppost", "Søppelpost", "Uønsket e-post", "Uønsket mail", "Roskaposti", "Nevyžádaná pošta", "Нежелательная почта", "Спам", "Небажана пошта",
            "Önemsiz E-posta", "Gereksiz", "迷惑メール", "垃圾邮件", "垃圾郵件", "정크 메일", "스팸 메일함",
        ]),
        (SpecialUse.Archive,
        [
            "Archive", "Archives", "Archiv", "Archivio", "Archivo", "Arquivo", "Arquivo Morto", "Archief", "Archiwum", "Arkiv", "Arkisto", "Архив", "Архів", "Arşiv", "アーカイブ", "存档", "封存", "보관함",
        ]));

    private static Dictionary<string, SpecialUse> Table(params (SpecialUse Use, string[] Names)[] rows)
    {
        var table = new Dictionary<string, SpecialUse>(StringComparer.OrdinalIgnoreCase);
        foreach (var (use, names) in rows)
        {
            foreach (var name in names) table.TryAdd(name, use);
        }
        return table;
    }
}
