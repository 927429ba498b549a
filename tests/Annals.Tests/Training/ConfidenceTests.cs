using Annals.Coding.Happenings;
using Annals.Knowledge;
using Annals.Training.Confidence;

namespace Annals.Tests.Training;

/// <summary>How confidence is fitted and measured, on small data of our own.</summary>
public class ConfidenceTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    [Theory]
    [InlineData("Yemen's army", "army", true)]
    [InlineData("Ma'rib", "Marib", true)]
    [InlineData("Bogotá", "Bogota", true)]
    [InlineData("soldiers", "soldier", true)]
    [InlineData("Ministry of Interior", "ministry interior", true)]
    [InlineData("Gao", "Gaoua", false)]
    [InlineData("", "Gao", false)]
    public void Names_are_the_same_by_whole_words(string left, string right, bool same) =>
        Assert.Equal(same, new FoldedNames(KnowledgeFolder.Default).Same(left, right));

    [Fact]
    public void What_keeps_its_word_has_no_error()
    {
        // Of ten said to be 0.8 sure eight are right; of ten said to be 0.2 sure five.
        List<Decided> kept = [.. Decisions(0.8, 8)];
        Assert.Equal(0, Reliability.Error(kept), 6);
        Assert.Equal(0.15, Reliability.Error([.. kept, .. Decisions(0.2, 5)]), 6);
        Assert.Contains("20 decisions", Reliability.Picture([.. kept, .. Decisions(0.2, 5)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_learn_what_is_often_wrong_and_every_text_is_judged_by_weights_that_never_saw_it()
    {
        // A place that is a country is right in one text of four, another in three of four.
        List<Judged> judged =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(number => Place(number, isCountry: number % 2 == 0, number % 8 is < 2 or 3 or 5)),
        ];
        var fit = new SurenessFit(judged);
        Assert.InRange(Said(fit.Fitted, isCountry: true), 0.2, 0.35);
        Assert.InRange(Said(fit.Fitted, isCountry: false), 0.65, 0.8);
        Assert.InRange(Reliability.Error(SurenessFit.Decide(judged, fit.HeldOut)), 0, 0.1);
        Assert.NotSame(fit.Fitted, fit.HeldOut("text 1"));
        Assert.Same(fit.Fitted, fit.HeldOut("another text"));
    }

    [Fact]
    public void A_case_judges_the_fields_that_it_asks_for_and_a_report_too_many_is_of_the_wrong_type()
    {
        const string line = """
            {"id":"c-1","published":"2021-06-10","title":"T","text":"Gunmen killed nine farmers in Gao on Monday. Police arrested two men in Niamey on Tuesday.",
            "expect":[{"kind":"happening","type":["attack"],"perpetrator":["gunmen"],"place":["Bamako"],"killed":[9,9,9],"from":"2021-06-07","to":"2021-06-07"}],"closed":true}
            """;
        var outcome = new CaseGold(KnowledgeFolder.Default).Judge(
            CodedText.Code(Pipeline, line.ReplaceLineEndings(""))
        );
        Assert.Equal((1, 1, 1), (outcome.Expected, outcome.Found, outcome.False));
        var attack = outcome.Judged.Single(one => one.Right["type"]);
        Assert.Equal(
            (true, false, true, true),
            (attack.Right["actors"], attack.Right["place"], attack.Right["time"], attack.Right["harm"])
        );
        Assert.Equal(["type"], outcome.Judged.Single(one => !one.Right["type"]).Right.Keys);
    }

    [Fact]
    public void An_incident_is_judged_by_what_its_text_states()
    {
        const string line = """
            {"id":"x-1","text":"Two aid workers were killed by Boko Haram in Maiduguri, Nigeria, on 3 May 2015.",
            "gold":{"date":"2015-05-04","country":"Nigeria","admin1":"Borno","place":"Maiduguri","killed":2,"injured":0,"kidnapped":0,"detained":0,"means":"Kidnapping","actor":"Boko Haram"},
            "in_text":["date","country","place","killed","actor"]}
            """;
        var gold = new IncidentGold(KnowledgeFolder.Default, "aid-workers");
        var right = gold.Judge(CodedText.Code(Pipeline, line.ReplaceLineEndings("")))!.Right;
        Assert.Equal(
            (false, true, false, true, true),
            (right["type"], right["place"], right["time"], right["actors"], right["harm"])
        );
    }

    private static IEnumerable<Decided> Decisions(double said, int right) =>
        Enumerable.Range(0, 10).Select(number => new Decided("own", "place", said, number < right));

    private static double Said(Sureness sureness, bool isCountry) =>
        sureness.Of(Place(0, isCountry, true).Grounds).Place!.Value;

    private static Judged Place(int number, bool isCountry, bool right) =>
        new(
            "own",
            $"text {number}",
            [new("place", Sureness.Always), .. isCountry ? (Ground[])[new("place", "country-or-region")] : []],
            new Dictionary<string, bool>(StringComparer.Ordinal) { ["place"] = right }
        );
}
