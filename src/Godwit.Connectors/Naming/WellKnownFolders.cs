namespace Godwit.Connectors;

/// <summary>
/// What a folder is for, told by its name alone, in the languages and products that are common: for stores that do not tell roles (a Maildir, servers without SPECIAL-USE, RFC 6154).
/// Names are compared without case, in NFC, without edge spaces.
/// </summary>
public static class WellKnownFolders
{
    private static readonly string[] s_sent =
    [
        "Sent", "Sent Items", "Sent Messages", "Sent Mail", "Sent-Mail", "sentmail", "SentMail", "Gesendet", "Gesendete Objekte", "Gesendete Elemente", "Gesendete Nachrichten",
        "Éléments envoyés", "Messages envoyés", "Envoyés", "Courrier envoyé", "Objets envoyés", "Elementos enviados", "Enviados", "Mensajes enviados", "Correo enviado",
        "Itens enviados", "Itens Enviados", "Mensagens enviadas", "Enviadas", "Posta inviata", "Inviata", "Inviati", "Messaggi inviati", "Elementi inviati",
        "Verzonden", "Verzonden items", "Verzonden berichten", "Skickat", "Skickade objekt", "Skickade", "Sendt post", "Sendte elementer", "Sendt", "Sendte elementer", "Sendte objekter",
        "Lähetetyt", "Lähetetyt viestit", "Wysłane", "Elementy wysłane", "Odeslané", "Odeslaná pošta", "Odeslané zprávy", "Odoslané", "Odoslaná pošta", "Elküldött", "Elküldött elemek",
        "Trimise", "Elemente trimise", "Poslano", "Poslane stavke", "Отправленные", "Надіслані", "Изпратени", "Απεσταλμένα", "Gönderilmiş Öğeler", "Gönderilenler", "Gönderilmiş",
        "送信済み", "送信済みアイテム", "送信済みメール", "已发送", "已发送邮件", "已傳送郵件", "寄件備份", "보낸 편지함", "보낸편지함", "البريد المرسل", "דואר יוצא", "รายการที่ส่ง", "Đã gửi",
    ];

    private static readonly string[] s_drafts =
    [
        "Drafts", "Draft", "Entwürfe", "Entwurf", "Brouillons", "Brouillon", "Borradores", "Rascunhos", "Bozze", "Concepten", "Utkast", "Kladder", "Udkast", "Luonnokset", "Kopie robocze",
        "Wersje robocze", "Szkice", "Robocze", "Koncepty", "Rozepsané", "Rozpísané", "Piszkozatok", "Ciorne", "Schițe", "Skice", "Osnutki", "Черновики", "Чернетки", "Чернови", "Πρόχειρα", "Taslaklar",
        "下書き", "草稿", "草稿箱", "草稿匣", "임시 보관함", "임시보관함", "المسودات", "טיוטות", "แบบร่าง", "Thư nháp",
    ];

    private static readonly string[] s_trash =
    [
        "Trash", "Deleted Items", "Deleted Messages", "Deleted", "Bin", "Papierkorb", "Gelöscht", "Gelöschte Objekte", "Gelöschte Elemente", "Gelöschte Nachrichten", "Corbeille",
        "Éléments supprimés", "Messages supprimés", "Papelera", "Elementos eliminados", "Eliminados", "Lixeira", "Lixo", "Itens excluídos", "Itens Excluídos", "Itens eliminados", "Cestino",
        "Posta eliminata", "Elementi eliminati", "Prullenbak", "Verwijderde items", "Verwijderd", "Papperskorgen", "Borttaget", "Borttagna objekt", "Papirkurv", "Slettet post",
        "Slettede elementer", "Slettede elementer", "Roskakori", "Poistetut", "Poistetut viestit", "Kosz", "Elementy usunięte", "Koš", "Odstraněná pošta", "Odstraněné", "Kôš", "Odstránená pošta",
        "Lomtár", "Törölt elemek", "Coș de gunoi", "Elemente șterse", "Smeće", "Koš za smeti", "Корзина", "Удаленные", "Удалённые", "Кошик", "Видалені", "Кошче", "Κάδος απορριμμάτων", "Διαγραμμένα",
        "Çöp Kutusu", "Çöp", "Silinmiş Öğeler", "ゴミ箱", "削除済みアイテム", "已删除", "已删除邮件", "垃圾桶", "刪除的郵件", "지운 편지함", "휴지통", "العناصر المحذوفة", "אשפה", "פריטים שנמחקו", "ถังขยะ", "Thùng rác",
    ];

    private static readonly string[] s_junk =
    [
        "Junk", "Junk E-mail", "Junk Email", "Junk Mail", "Spam", "Bulk Mail", "Bulk", "Junk-E-Mail", "Werbung", "Spamverdacht", "Unerwünscht", "Courrier indésirable", "Indésirables", "Pourriel",
        "Correo no deseado", "Correo basura", "Lixo Eletrônico", "Lixo eletrónico", "Lixo Electrónico", "Posta indesiderata", "Ongewenste e-mail", "Ongewenst", "Skräppost", "Uønsket e-post",
        "Uønsket mail", "Uønsket post", "Søppelpost", "Roskaposti", "Wiadomości-śmieci", "Wiadomości śmieci", "Nevyžádaná pošta", "Nevyžádané", "Nevyžiadaná pošta", "Levélszemét", "Mesaje nedorite",
        "Neželjena pošta", "Neželena pošta", "Спам", "Нежелательная почта", "Небажана пошта", "Нежелана поща", "Ανεπιθύμητα", "Ανεπιθύμητη αλληλογραφία", "Önemsiz", "Önemsiz E-posta", "İstenmeyen",
        "迷惑メール", "垃圾邮件", "垃圾郵件", "정크 메일", "스팸", "البريد غير الهام", "דואר זבל", "อีเมลขยะ", "Thư rác",
    ];

    private static readonly string[] s_archive =
    [
        "Archive", "Archives", "Archiv", "Archivio", "Archivo", "Archivados", "Arquivo", "Arquivo Morto", "Archief", "Arkiv", "Arkisto", "Archiwum", "Archív", "Archívum", "Arhivă", "Arhiva", "Arhiv", "Архив", "Архів",
        "Αρχείο", "Αρχειοθήκη", "Arşiv", "アーカイブ", "存档", "封存", "보관함", "الأرشيف", "ארכיון",
    ];

    private static readonly Dictionary<string, Role> s_roles = Table();

    /// <summary>The role of a folder of this name, one segment and not a path; <see cref="SpecialUse.None"/> for every other name.</summary>
    public static SpecialUse RoleOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Equals("INBOX", StringComparison.OrdinalIgnoreCase)) return SpecialUse.Inbox;
        return s_roles.GetValueOrDefault(Fold(name))?.Use ?? SpecialUse.None;
    }

    /// <summary>The names of a role, the most usual first; empty for a role that has none.</summary>
    public static IReadOnlyList<string> NamesOf(SpecialUse role) => role switch
    {
        SpecialUse.Inbox => ["INBOX"],
        SpecialUse.Sent => s_sent,
        SpecialUse.Drafts => s_drafts,
        SpecialUse.Trash => s_trash,
        SpecialUse.Junk => s_junk,
        SpecialUse.Archive => s_archive,
        _ => [],
    };

    private static Dictionary<string, Role> Table()
    {
        var table = new Dictionary<string, Role>(StringComparer.OrdinalIgnoreCase);
        foreach (var use in (SpecialUse[])[SpecialUse.Sent, SpecialUse.Drafts, SpecialUse.Trash, SpecialUse.Junk, SpecialUse.Archive])
        {
            var role = new Role(use);
            foreach (var name in NamesOf(use)) table.TryAdd(Fold(name), role);
        }
        return table;
    }

    private static string Fold(string name) => ComposedForm.Of(name.Trim());

    // A class, because a dictionary of enum values would be compiled at every start (ADR 7).
    private sealed record Role(SpecialUse Use);
}
