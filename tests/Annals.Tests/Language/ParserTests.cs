using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Tests.Language;

public sealed class ParserTests
{
    private static readonly Parser Parser = Parser.Load(KnowledgeFolder.Default);

    private static Document Parse(string text, string? title = null) =>
        Parser.Parse(
            new Article
            {
                Id = "a-1",
                Title = title,
                Text = text,
            }
        );

    private static string[] Forms(string text) =>
        [.. Parse(text).Sentences.SelectMany(s => s.Tokens.ToArray()).Select(t => t.Form)];

    [Fact]
    public void Who_did_what_to_whom_is_in_the_tree()
    {
        var sentence = Parse("Gunmen killed three soldiers near the border on Monday.").Sentences[0];
        var root = sentence[sentence.Root];
        Assert.Equal(("killed", "kill", Upos.Verb), (root.Form, root.Lemma, root.Tag));
        Assert.Equal("Gunmen", sentence[sentence.Child(sentence.Root, Dependency.Nsubj)].Form);
        Assert.Equal("soldiers", sentence[sentence.Child(sentence.Root, Dependency.Obj)].Form);
    }

    [Fact]
    public void Title_stands_before_the_text()
    {
        var document = Parse("Police said so.", "Bomb kills two");
        Assert.True(document.Sentences[0].InTitle);
        Assert.False(document.Sentences[1].InTitle);
        Assert.Equal("Bomb kills two", document.Sentences[0].Text);
    }

    [Theory]
    [InlineData("They don't know.", "They|do|n't|know|.")]
    [InlineData("The rebels' leader left.", "The|rebels|'|leader|left|.")]
    [InlineData("See https://example.org/a-b/c?d=e, then go.", "See|https://example.org/a-b/c?d=e|,|then|go|.")]
    [InlineData("Write to press@army.example.org.", "Write|to|press@army.example.org|.")]
    [InlineData("Gen. Abu Bakr spoke (Lt. Col. Sy did not).", "Gen.|Abu|Bakr|spoke|(|Lt.|Col.|Sy|did|not|)|.")]
    public void Words_are_cut_as_in_the_treebanks(string text, string words) =>
        Assert.Equal(words.Split('|'), Forms(text));

    [Theory]
    [InlineData("Brig. Gen. Saleh was shot. He died.", 2)]
    [InlineData("The U.S. envoy met Sen. Ali on Jan. 5 in Paris.", 1)]
    [InlineData("\"We will fight,\" he said. \"We will win.\"", 2)]
    [InlineData("First paragraph without a stop\n\nSecond paragraph", 2)]
    [InlineData(
        "The army said on Tuesday that it had taken the town of Darna\n"
            + "from the rebels after two days of heavy fighting. No soldiers\n"
            + "were killed.",
        2
    )]
    [InlineData("Dead: 12\nWounded: 40\nMissing: 3\n", 3)]
    [InlineData("Mr. Smith arrived at 5 p.m. on Friday. He left at once.", 2)]
    [InlineData("The operation was in Nineveh Governorate.", 1)]
    [InlineData("Troops entered Anbar Province on Monday.", 1)]
    [InlineData("GAO, May 2 (Example Wire) - Gunmen burned a bridge.", 2)]
    [InlineData("KIDAL, Mali — Gunmen burned a bridge.", 2)]
    [InlineData("UN - what is it for?", 1)]
    [InlineData("UNHCR staff - all of them Malians - left.", 1)]
    public void Sentences_end_where_they_end(string text, int count) =>
        Assert.Equal(count, Parse(text).Sentences.Length);

    [Theory]
    [InlineData("Insurgents overran the camp.", "overran", "overrun")]
    [InlineData("The militiamen withdrew from the bridge.", "withdrew", "withdraw")]
    [InlineData("The militiamen withdrew from the bridge.", "militiamen", "militiaman")]
    [InlineData("Police retook both aircraft.", "retook", "retake")]
    [InlineData("Two Cameroonian soldiers crossed.", "Cameroonian", "Cameroonian")]
    [InlineData("A Senegalese patrol met a Palestinian one.", "Palestinian", "Palestinian")]
    [InlineData("Residents fled the town.", "fled", "flee")]
    [InlineData("They bred horses.", "bred", "breed")]
    [InlineData("The Germans left.", "Germans", "German")]
    public void Words_have_their_dictionary_forms(string text, string form, string lemma) =>
        Assert.Equal(lemma, Parse(text).Sentences[0].Tokens.ToArray().Single(token => token.Form == form).Lemma);

    [Theory]
    [InlineData("The Northern Front, a branch of the movement, denied the raid.", "branch", Dependency.Appos)]
    [InlineData("The front captured a hilltop post on 3 October, its spokesman said.", "captured", Dependency.Ccomp)]
    [InlineData("When he arrived, the guards fled.", "arrived", Dependency.Advcl)]
    public void Arcs_that_news_has_often_are_named(string text, string form, Dependency relation) =>
        Assert.Equal(relation, Parse(text).Sentences[0].Tokens.ToArray().Single(token => token.Form == form).Relation);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    [InlineData("\0\u0001\u0007 bell \u001b[31m")]
    [InlineData("\ud83d\ude80\ud83d\ude80 rockets \ud83d\udc80 hit \ud83c\uddfa\ud83c\udde6")]
    [InlineData("broken \ud83d surrogates \ude80\ud83d")]
    [InlineData(
        "He said \u201c\u0627\u0644\u0644\u0647 \u0623\u0643\u0628\u0631\u201d and \u05e9\u05dc\u05d5\u05dd to them."
    )]
    [InlineData("\u4e2d\u6587\u6ca1\u6709\u7a7a\u683c\u7684\u53e5\u5b50\u3002\u7b2c\u4e8c\u53e5\u3002")]
    [InlineData(".....!!!!!?????-----_____=====")]
    [InlineData("e\u0301\u0302\u0303\u0304 combining")]
    public void Odd_text_keeps_every_character(string text) => Rebuilds(text);

    [Fact]
    public void Endless_text_is_bounded()
    {
        Rebuilds(string.Concat(Enumerable.Repeat("and the army said that rebels ", 1000)));
        Rebuilds(new string('a', 50_000));
        Rebuilds(string.Concat(Enumerable.Repeat("don't(stop)", 5_000)));
        Rebuilds(string.Concat(Enumerable.Repeat("\ud83d\ude80", 5_000)));
        Rebuilds(new string('(', 5_000));
    }

    /// <summary>Words stand in order, overlap nowhere, and leave out nothing but white space; trees are trees.</summary>
    private static void Rebuilds(string text)
    {
        var document = Parse(text);
        var end = 0;
        foreach (var sentence in document.Sentences)
        {
            Assert.InRange(sentence.Length, 1, 2000);
            Assert.Equal(1, sentence.Tokens.ToArray().Count(t => t.Head < 0));
            foreach (var token in sentence.Tokens)
            {
                Assert.True(token.Start >= end && token.End > token.Start);
                Assert.True(string.IsNullOrWhiteSpace(text[end..token.Start]));
                Assert.Equal(text[token.Start..token.End], token.Form);
                end = token.End;
            }
            for (var word = 0; word < sentence.Length; word++)
            {
                var steps = 0;
                for (var at = word; at >= 0; at = sentence[at].Head)
                    Assert.True(steps++ <= sentence.Length);
            }
        }
        Assert.True(string.IsNullOrWhiteSpace(text[end..]));
    }

    [Fact]
    public void The_same_text_gives_the_same_trees_on_any_thread()
    {
        var text = string.Join(' ', Enumerable.Repeat("Rebels who fled the town said the army had burned houses.", 20));
        var once = Written(text);
        var many = Enumerable.Range(0, 16).AsParallel().Select(_ => Written(text)).ToImmutableArray();
        Assert.All(many, written => Assert.Equal(once, written));
    }

    [Fact]
    public void CoNLL_U_has_ranges_offsets_and_missing_spaces()
    {
        var written = Written("They don't.").Split('\n');
        Assert.Contains("# text = They don't.", written);
        Assert.Contains("2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tstart_char=5|end_char=10|SpaceAfter=No", written);
        Assert.Contains(written, line => line.StartsWith("3\tn't\tnot\tPART\tRB\t", StringComparison.Ordinal));
    }

    private static string Written(string text)
    {
        using var output = new StringWriter();
        ConllU.Write(Parse(text), output);
        return output.ToString();
    }

    [Fact]
    public void Rare_past_forms_are_verbs_with_their_subjects_and_objects()
    {
        var rows = Table.Read(Path.Combine(AppContext.BaseDirectory, "Language", "readings.tsv")).Rows;
        var parser = Parser.Load(KnowledgeFolder.Default);
        Assert.All(
            rows,
            row =>
            {
                var sentence = parser.Parse(Some.Article(text: row["sentence"])).Sentences.First(one => !one.InTitle);
                var verb = Enumerable.Range(0, sentence.Length).First(word => sentence[word].Form == row["verb"]);
                string Child(Dependency relation) =>
                    sentence.Child(verb, relation) is >= 0 and var child ? sentence[child].Form : "";
                Assert.Equal(Upos.Verb, sentence[verb].Tag);
                if (row["subject"].Length > 0)
                    Assert.Equal(row["subject"], Child(Dependency.Nsubj));
                if (row["object"].Length > 0)
                    Assert.Equal(row["object"], Child(Dependency.Obj));
            }
        );
    }
}
