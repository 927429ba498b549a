using System.Diagnostics;
using System.Text.Json;
using Annals.Cli;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Tests.Cli;

/// <summary>Text that is hardly text: every command that analyses it ends soon, and what it finds stands where it says.</summary>
public sealed class OddTextTests
{
    private static readonly Parser parser = Parser.Load(KnowledgeFolder.Default);

    /// <summary>Far more than all of them take on a busy machine.</summary>
    private const int MostSeconds = 300;

    public static TheoryData<string, string> Texts() =>
        new()
        {
            {
                "a sentence of 5,000 words",
                string.Join(' ', Enumerable.Repeat("and the Army of Mali said that 12 rebels left Gao", 455)) + "."
            },
            {
                "5,000 words in capitals",
                string.Join(' ', Enumerable.Repeat("THE ARMY OF MALI SAID TWELVE REBELS LEFT GAO", 556))
            },
            { "names without end", string.Join(' ', Enumerable.Repeat("Omar Ali Hassan Musa Bello", 1000)) },
            { "control characters", "Gunmen\0 killed\u0001 three\u0007 men in\u001b[31m Gao\u0008 on Monday.\u007f" },
            {
                "emoji",
                "\ud83d\ude80 Rockets hit \ud83c\uddfa\ud83c\udde6 Kyiv \ud83d\udc80\ud83d\udc80 on 9 March, killing 12 \ud83d\ude22."
            },
            { "mixed scripts", "Боевики вошли в Mosul, 武装分子 hit Kabul, و قتلوا ثلاثة in Gao on Monday." },
            {
                "quotations from right to left",
                "He said \u201c\u0627\u0644\u0644\u0647 \u0623\u0643\u0628\u0631\u201d in Gao, then \u202b\u05e9\u05dc\u05d5\u05dd\u202c to Omar Ali."
            },
            { "no spaces at all", string.Concat(Enumerable.Repeat("GunmenkilledthreemeninGao,", 400)) },
            { "one word without end", new string('a', 20_000) + new string('Ω', 20_000) },
            { "brackets", new string('(', 3000) + "Gao" + new string(')', 3000) },
            {
                "digits without end",
                new string('9', 5000) + " and 1,1,1,1,1" + string.Concat(Enumerable.Repeat("-12", 2000))
            },
            { "line breaks alone", string.Concat(Enumerable.Repeat("Gao\r\n\r\n", 3000)) },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_found_stands_where_it_says(string what, string text)
    {
        var document = parser.Parse(new Article { Id = "a", Text = text });
        Assert.All(
            document
                .Mentions.Select(mention => mention.Span)
                .Concat(document.Times.Select(time => time.Span))
                .Concat(document.Quantities.Select(quantity => quantity.Span)),
            span => Assert.Equal(text[span.Start..span.End], span.Text)
        );
        Assert.All(document.Mentions, mention => Assert.True(mention.RefersTo is null or >= 0, what));
    }

    [Theory]
    [InlineData("\ud83d Gao \ude80\ud83d 12 men")]
    [InlineData("Omar\ud800Ali left Gao\udfff on Monday\ud83d")]
    public void Half_characters_are_passed_over(string text) => What_is_found_stands_where_it_says("half", text);

    [Theory]
    [InlineData("parse")]
    [InlineData("parse --as mentions")]
    [InlineData("places")]
    [InlineData("code")]
    public void Every_command_reads_them_all_and_ends(string command)
    {
        using var folder = new Folder();
        var lines = Texts()
            .Select(row =>
                JsonSerializer.Serialize(
                    new
                    {
                        id = row.Data.Item1,
                        text = row.Data.Item2,
                        published = "2021-03-17",
                    }
                )
            );
        var file = folder.Write("odd.jsonl", string.Join('\n', lines));
        var clock = Stopwatch.StartNew();
        var run = Run.Of([.. command.Split(' '), file]);
        Assert.True(run.Code == CommandLine.Done, run.Error);
        Assert.True(clock.Elapsed.TotalSeconds < MostSeconds, $"{clock.Elapsed}");
    }
}
