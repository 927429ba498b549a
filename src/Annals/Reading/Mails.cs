using Annals.Record;
using MimeKit;

namespace Annals.Reading;

/// <summary>A mail: its subject is the title, its sender the author, its body the text, without what it quotes below itself.</summary>
internal static class Mails
{
    /// <summary>The mail's own text as a page of its kind, and what its headers say.</summary>
    public static (string Body, bool IsHtml, string? Subject, string? Sender, DateTimeOffset? Sent)? Open(
        PageReading reading,
        out Problem? problem
    )
    {
        problem = null;
        try
        {
            using var stream = new MemoryStream(reading.Page.Content.ToArray());
            using var message = MimeMessage.Load(stream);
            var html = message.TextBody is null;
            var body = message.TextBody ?? message.HtmlBody ?? "";
            var sender = message.From.Mailboxes.FirstOrDefault();
            return (
                body,
                html,
                message.Subject,
                sender is null ? null
                : string.IsNullOrEmpty(sender.Name) ? sender.Address
                : sender.Name,
                message.Headers.Contains(HeaderId.Date) ? message.Date : null
            );
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            problem = new Problem(reading.Page.Path, reading.Page.Line, exception.Message);
            return null;
        }
    }
}
