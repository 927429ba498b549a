using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Annals.Coding.Happenings;
using Annals.Reading;
using Annals.Record;

namespace Annals.Training.Confidence;

/// <summary>A gold text with the happenings that the coder reads in it, each with what holds of its fields.</summary>
internal sealed record CodedText(
    string Id,
    JsonElement Gold,
    ImmutableArray<(Happening Report, ImmutableArray<Ground> Grounds)> Happenings
)
{
    public static CodedText Code(Pipeline pipeline, string line)
    {
        var article = pipeline
            .Read(new Page { Path = "-", Content = Encoding.UTF8.GetBytes(line) }, PageFormat.JsonLines)
            .Articles.Single();
        var explained = pipeline.Explain(article);
        var grounds = explained
            .Reasons.DistinctBy(one => one.Report)
            .ToDictionary(one => one.Report, one => one.Grounds, StringComparer.Ordinal);
        return new(
            article.Id,
            JsonDocument.Parse(line).RootElement,
            [.. explained.Reports.OfType<Happening>().Select(report => (report, grounds[report.Id]))]
        );
    }
}
