using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// Finds what happened. Each sentence gives its acts and its harm; the acts get their reality, time and place; those
/// that tell one happening are brought together; each story is written down as a report for each place and voice.
/// </summary>
public sealed class HappeningCoder(Codebook codebook) : IKindCoder
{
    public void Code(CodingContext context, List<Report> reports) => Code(context, reports, null);

    public void Code(CodingContext context, List<Report> reports, Trace? trace)
    {
        var reader = new ArticleReader(context, codebook);
        var traps = new Traps(reader);
        var tallies = new Counting(reader);
        var (acts, harm) = (new List<Act>(), new List<HarmFound>());
        var (finder, harmFinder) = (new ActFinder(reader, trace), new HarmFinder(reader));
        var (status, scene) = (new StatusFinder(reader), new WhenAndWhere(reader));
        var beside = new BesideProtest(reader);
        foreach (var sentence in context.Sentences)
        {
            harm.AddRange(harmFinder.Find(sentence));
            var found = finder.Find(sentence);
            beside.Settle(sentence, found);
            foreach (var act in found)
            {
                // A computer's virus is no illness.
                var trappable = codebook.Types[act.Type].Group != "politics" && act.Type is not "cyber-attack";
                if (traps.Catches(act, trappable) || tallies.IsMany(act))
                {
                    trace?.Note(
                        sentence.Index,
                        $"\"{act.Trigger.Words}\" belongs to another setting, or counts many (coding/traps.tsv)"
                    );
                    continue;
                }
                status.Settle(act);
                if (act is { Blame: { } blame, Status: Status.Reported })
                    act.Status = blame.Status;
                // "Nobody has claimed the attack": it is told as known.
                if (act.Status is Status.Claimed && !act.InRole("perpetrator").Any())
                    (act.Status, act.Known) = (Status.Reported, true);
                scene.Settle(act);
                // "demand the release of", "asked for aid": what is wanted of somebody is a demand, and no happening yet.
                var wanted =
                    act.Status is Status.Hypothetical
                    && codebook.Types[act.Type].Group is not ("violence" or "property");
                // "arrested while he tried to flee": nobody has left.
                var stayed = act.Type is "displacement" or "return" && act.Tags.Contains("attempted");
                if (
                    !act.Generic
                    && !wanted
                    && !stayed
                    && !act.Tags.Contains("purpose")
                    && !IsOnlyRemembered(context, act)
                )
                    acts.Add(act);
                else
                    trace?.Note(
                        sentence.Index,
                        $"\"{act.Trigger.Words}\" is {(act.Generic ? "what often happens" : "a purpose, not a deed")}"
                    );
            }
        }
        // "threatened to kill a hostage": the act is named, and so the threat is of it.
        acts.RemoveAll(threat =>
            threat is { Type: "threat", Trigger.IsVerb: true }
            && acts.Exists(act =>
                act.Sentence == threat.Sentence
                && act is { Status: Status.Threatened, Type: not "threat" }
                && act.Tags.Contains("cue:" + threat.Head)
            )
        );
        // "freed 40 women held by the group": that they were held says who they are.
        acts.RemoveAll(held =>
            held.Tags.Contains("holding")
            && held.Sentence[held.Head].Relation is Dependency.Acl or Dependency.AclRelcl
            && acts.Exists(act => act.Sentence == held.Sentence && act.Type == "release")
        );
        acts.AddRange(TakenUp(reader, acts));
        var writer = new HappeningWriter(reader);
        foreach (var story in new StoryTeller(reader).Tell(acts, harm))
            if (!IsMentioned(story) && (story.IsTold || story.Acts.Exists(act => act.Strength >= 1)))
                foreach (var report in writer.Write(story))
                {
                    reports.Add(report);
                    trace?.Wrote(report, story, codebook.Sureness);
                }
    }

    private const int LongPastDays = 200;

    /// <summary>"to mark the centenary of the charge in which they captured the town": the day is the ceremony's, and not the deed's.</summary>
    private static bool IsOnlyRemembered(CodingContext context, Act act) =>
        act.Tags.Contains("remembered")
        && !(
            act.Time?.To is { } told
            && context.Article.Published.From is { } published
            && told.AddDays(LongPastDays) < published
        );

    private const int Sentences = 3;

    /// <summary>"Police blamed it on the gang", "No group has claimed responsibility, but the army suspects ...": the deed is the last that was told.</summary>
    private List<Act> TakenUp(ArticleReader reader, List<Act> acts)
    {
        var taken = new List<Act>();
        foreach (var sentence in reader.Context.Sentences)
        foreach (var blame in sentence.InTitle ? [] : reader.BlamesOf(sentence))
            if (
                (blame.TakesUp || NamesADeed(blame, acts))
                && !acts.Exists(act => act.Blame == blame)
                && blame.Accused.Exists(one => !one.IsPronoun)
                && acts.FindLast(act =>
                    !act.Sentence.InTitle
                    && act.Sentence.Index <= sentence.Index
                    && act.Sentence.Index >= sentence.Index - Sentences
                    && act is { Negated: false, Status: Status.Reported or Status.Alleged or Status.Confirmed }
                    && codebook.Types[act.Type].IsViolent
                )
                    is { } told
            )
                taken.Add(
                    new()
                    {
                        Sentence = sentence,
                        Head = blame.Cue,
                        First = blame.Cue,
                        Last = blame.Cue,
                        Trigger = told.Trigger,
                        ClauseVerb = blame.Cue,
                        Type = told.Type,
                        Status = blame.Status,
                        Known = true,
                        Blame = blame,
                        Fillers = blame.Accused.ConvertAll(one => new Filler("perpetrator", one, "=blamed")),
                    }
                );
        return taken;
    }

    /// <summary>"In a new action attributed to the front": no more than that there was a deed.</summary>
    private bool NamesADeed(Blame blame, List<Act> acts)
    {
        if (!blame.General || acts.Exists(act => act.Sentence == blame.Sentence && blame.Covers(act.Head)))
            return false;
        for (var word = blame.First; word <= blame.Last; word++)
            if (
                blame.Sentence[word].Tag is Upos.Noun
                && codebook.IsDeed(blame.Sentence[word].Lemma)
                && blame.Sentence.Child(word, Dependency.Det) >= 0
            )
                return true;
        return false;
    }

    /// <summary>"The crime", "their actions": a deed that the article tells nowhere.</summary>
    private static bool IsMentioned(Story story) =>
        story.Acts.TrueForAll(act => act.Known && act.Fillers.TrueForAll(filler => filler.Role == "perpetrator"));
}
