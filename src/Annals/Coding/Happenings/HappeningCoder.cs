using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// Finds what happened. Each sentence gives its acts and its harm; the acts get their reality, time and place; those
/// that tell one happening are brought together; each story is written down as a report for each place and voice.
/// </summary>
public sealed class HappeningCoder(Codebook codebook) : IKindCoder
{
    public void Code(CodingContext context, List<Report> reports)
    {
        var reader = new ArticleReader(context, codebook);
        var traps = new Traps(reader);
        var tallies = new Counting(reader);
        var (acts, harm) = (new List<Act>(), new List<HarmFound>());
        var (finder, harmFinder) = (new ActFinder(reader), new HarmFinder(reader));
        var (status, scene) = (new StatusFinder(reader), new WhenAndWhere(reader));
        foreach (var sentence in context.Sentences)
        {
            harm.AddRange(harmFinder.Find(sentence));
            foreach (var act in finder.Find(sentence))
            {
                if (traps.Catches(act, codebook.Types[act.Type].Group != "politics") || tallies.IsMany(act))
                    continue;
                status.Settle(act);
                scene.Settle(act);
                if (!act.Generic && !act.Tags.Contains("purpose"))
                    acts.Add(act);
            }
        }
        var writer = new HappeningWriter(reader);
        foreach (var story in new StoryTeller(reader).Tell(acts, harm))
            if (story.IsTold || story.Acts.Exists(act => act.Strength >= 1))
                reports.AddRange(writer.Write(story));
    }
}
