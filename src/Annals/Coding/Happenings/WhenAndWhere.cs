using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// Gives an act the time and the place that its own clause names: those that hang nearest in the tree win, those that
/// say when someone spoke or where an actor comes from are left out.
/// </summary>
public sealed class WhenAndWhere(ArticleReader reader)
{
    private readonly Tried tried = new(reader);

    public void Settle(Act act)
    {
        var (judged, punished) = (tried.Over(act), tried.Punished(act));
        act.IsTried = judged >= 0;
        act.DealtWith = judged >= 0 ? judged : punished;
        act.Time = Time(act, act.DealtWith);
        act.Place = Place(act, judged);
    }

    private EventTime? Time(Act act, int judged)
    {
        TimeExpression? best = null;
        var highest = 0.0;
        foreach (var time in reader.Context.TimesOf(act.Sentence.Index))
        {
            if (time.IsDuration || EndsPeriod(act, time.First) || Tried.IsOfJudgement(act, judged, time.First))
                continue;
            var score =
                Attached(act, Head(act.Sentence, time.First, time.Last)) - (0.01 * Math.Abs(time.First - act.Head));
            if (time.Time.IsUnsettled && time.Time.Partial is null)
                score -= 3;
            if (time.Time.Clock is not null && time.Time.IsUnsettled)
                score -= 3;
            if (
                IsBefore(act, Head(act.Sentence, time.First, time.Last))
                || IsOfSaying(act, time)
                || IsOfUndone(act, Head(act.Sentence, time.First, time.Last))
            )
                continue;
            if (score > highest)
                (best, highest) = (time, score);
        }
        return best is null ? null : WithNext(act.Sentence, best);
    }

    /// <summary>"on Wednesday and Thursday", "on 22 and 23 August": one act on a day and the next is of both.</summary>
    private EventTime WithNext(Sentence sentence, TimeExpression first)
    {
        foreach (var time in reader.Context.TimesOf(sentence.Index))
            if (
                time.First == first.Last + 2
                && sentence[first.Last + 1].Tag is Upos.Cconj
                && first.Time is { From: { } from, To: { } to, Precision: TimePrecision.Day }
                && time.Time is { From: { } next, To: { } last, Precision: TimePrecision.Day }
                && from == to
                && next == to.AddDays(1)
            )
                return first.Time with
                {
                    To = last,
                    Precision = TimePrecision.Days,
                    Spans = [.. first.Time.Spans, .. time.Time.Spans],
                };
        return first.Time;
    }

    /// <summary>"between the fall of the town and last month": the act begins a period that the time ends.</summary>
    private static bool EndsPeriod(Act act, int first)
    {
        if (act.Trigger.IsVerb || first <= act.Head || first == 0)
            return false;
        var closing = act.Sentence[first - 1].Form;
        Particle? opens =
            act.Sentence.Plays(closing, Particle.And) ? Particle.Between
            : act.Sentence.Plays(closing, Particle.PeriodEnd) ? Particle.From
            : null;
        for (var word = act.Head - 1; opens is not null && word >= 0; word--)
        {
            if (act.Sentence[word].Tag == Upos.Verb)
                return false;
            if (act.Sentence.PlaysInAnyCase(act.Sentence[word].Form, opens.Value))
                return true;
        }
        return false;
    }

    /// <summary>"freed on Tuesday a man whom it had held for years": what had been before has its own time, and not that of the clause above it.</summary>
    private static bool IsBefore(Act act, int head)
    {
        var sentence = act.Sentence;
        if (
            !act.Trigger.IsVerb
            || sentence[act.Head].Relation is not (Dependency.AclRelcl or Dependency.Acl or Dependency.Advcl)
            || Clause.IsUnder(sentence, head, act.Head)
        )
            return false;
        foreach (var child in sentence.ChildrenOf(act.Head))
            if (sentence[child].Relation is Dependency.Aux && sentence.Plays(sentence[child].Form, Particle.Had))
                return true;
        return false;
    }

    /// <summary>
    /// "condemned today the murder of": the day of the words about an act, which is only a noun beneath them. Behind that noun an
    /// earlier day than that of the article is the act's ("condemned the murder of a judge on 8 May").
    /// </summary>
    private bool IsOfSaying(Act act, TimeExpression time)
    {
        var head = Head(act.Sentence, time.First, time.Last);
        if (act.Trigger.IsVerb || Clause.IsUnder(act.Sentence, head, act.Head))
            return false;
        if (head > act.Head && time.Time.To < reader.Context.Article.Published.From)
            return false;
        var verb = Clause.VerbOver(act.Sentence, head);
        return verb == act.ClauseVerb && reader.Codebook.IsSaying(act.Sentence[verb].Lemma);
    }

    /// <summary>"The guests who were taken ten days ago have been freed": that is when they were taken.</summary>
    private bool IsOfUndone(Act act, int head)
    {
        if (act.Type is not ("release" or "return"))
            return false;
        var verb = act.Sentence[head].Tag is Upos.Verb ? head : Clause.VerbOver(act.Sentence, head);
        return verb != act.Head
            && verb != act.ClauseVerb
            && act.Sentence[verb].Relation is Dependency.Acl or Dependency.AclRelcl
            // "freed 40 women held by the group near Bama on Friday": nobody is held on a day.
            && !reader.Codebook.IsOfClass(act.Sentence[verb].Lemma, "holding")
            && Clause.IsUnder(act.Sentence, verb, act.ClauseVerb);
    }

    private PlaceAt? Place(Act act, int judged)
    {
        PlaceAt? best = null;
        var highest = 0.0;
        foreach (var place in reader.ScenesOf(act.Sentence.Index))
        {
            var head = Head(act.Sentence, place.First, place.Last);
            if (Tried.IsOfJudgement(act, judged, place.First))
                continue;
            // "Israel hit the bridges": the country that acts is not where it acted, unless nothing else is said.
            if (
                place.Mention.Place.Precision is PlacePrecision.Country
                && act.InRole("perpetrator").Any(doer => doer.Head == head)
            )
                continue;
            // "Two were killed, the Talo governor said": where bare harm has no place of its own, it was where the act was told to be.
            if (
                act.Tags.Contains("harm")
                && !act.InRole("perpetrator").Any()
                && reader.IsTailSpeaker(act.Sentence, head, act.Head)
            )
                continue;
            // "airlifted by the Singapore air force": nor is the state that the doer is of.
            if (
                act.InRole("perpetrator").Any(doer => doer.First <= head && head < doer.Head)
                && reader.Context.Cast.At(act.Sentence.Index, head) is { State: not null }
            )
                continue;
            // "Hanoi will withdraw its troops": nor is the seat of the government that acts.
            if (
                act.Fillers.Exists(filler =>
                    filler.Phrase.Head == head && filler.Role is "perpetrator" or "participant"
                ) && reader.Context.Cast.At(act.Sentence.Index, head) is { IsSeat: true }
            )
                continue;
            // "sanctions on Moscow": a party to politics is no scene.
            if (
                reader.Codebook.Types[act.Type].Group == "politics"
                && act.Fillers.Exists(filler => filler.Phrase.Head == head && filler.Role is "target")
            )
                continue;
            var score =
                Attached(act, head)
                + Fineness(place.Mention.Place.Precision)
                + (
                    place.Mention.Place.Offset is not null ? 0
                    : act.Type is "withdrawal"
                    && act.Sentence.Plays(act.Sentence[Math.Max(0, place.First - 1)].Form, Particle.From)
                        ? 1
                    : IsHome(act.Type, act.Sentence, place) ? -16
                    : IsOrigin(act.Sentence, place.First) ? -8
                    : Standing(act.Sentence, head, act.Type)
                )
                + (IsOfSpeaker(act.Sentence, place.First, act.Head) ? -4 : 0)
                + (IsWhereItCameFrom(act, head) ? -8 : 0)
                + Distance(act.Sentence, place)
                - (0.01 * Math.Abs(place.First - act.Head));
            if (score > highest)
                (best, highest) = (place, score);
        }
        return best is null ? null : Held(act.Sentence, best) ?? best;
    }

    /// <summary>"according to the prefect of Talo": whoever speaks is of a place that need not be the scene.</summary>
    private bool IsOfSpeaker(Sentence sentence, int word, int told)
    {
        foreach (var speech in reader.Context.Spoken.Acts)
            if (
                speech.Sentence == sentence.Index
                && speech.SpeakerSentence == sentence.Index
                && speech.Covers(sentence.InTitle, sentence[told].Start)
                && !speech.Covers(sentence.InTitle, sentence[word].Start)
                && (
                    Clause.IsUnder(sentence, word, speech.Speaker)
                    || told < speech.Speaker && speech.Speaker < word && word < speech.Cue
                )
            )
                return true;
        return false;
    }

    /// <summary>"Militants in Talo lobbed rockets into Gao": where those are who shoot is not where it struck, if that is said.</summary>
    private bool IsWhereItCameFrom(Act act, int head)
    {
        var sentence = act.Sentence;
        if (
            act.Type is not ("shelling" or "air-strike" or "chemical-attack")
            || !act.Fillers.Exists(filler =>
                filler.Role is "perpetrator"
                && filler.Phrase.Sentence == sentence
                && filler.Phrase.Head < act.Head
                && head > filler.Phrase.Head
                && head < act.Head
                && Clause.IsUnder(sentence, head, filler.Phrase.Head)
            )
        )
            return false;
        foreach (var place in reader.ScenesOf(sentence.Index))
            if (
                place.First > act.Head
                && sentence.Plays(
                    Clause.Preposition(sentence, Head(sentence, place.First, place.Last)),
                    Particle.ShotAt
                )
            )
                return true;
        return false;
    }

    /// <summary>"peacekeepers from Chad 20 km north of Gao": a noun and "from" right before a name say whence somebody is.</summary>
    /// <summary>"peacekeepers from Chad": the country that people come from is no scene, unless they leave it.</summary>
    internal static bool IsHome(string type, Sentence sentence, PlaceAt place) =>
        place.Mention.Place.Precision is PlacePrecision.Country
        && type is not ("expulsion" or "displacement" or "return" or "withdrawal")
        && IsOrigin(sentence, place.First);

    private static bool IsOrigin(Sentence sentence, int first) =>
        first >= 2 && sentence.Plays(sentence[first - 1].Form, Particle.From) && sentence[first - 2].Tag is Upos.Noun;

    /// <summary>
    /// "20 km north of Gao" says where something was, wherever the tree hangs it; behind a place and a comma ("in Talo, 20 km north
    /// of Gao") it says where that one lies.
    /// </summary>
    private double Distance(Sentence sentence, PlaceAt place)
    {
        if (place.Mention.Place.Offset is null)
            return 0;
        for (var word = place.First - 1; word > 0 && word >= place.First - 9; word--)
            if (sentence[word].Form is ",")
                return reader
                    .ScenesOf(sentence.Index)
                    .Any(other => other.Last < word && IsRightBefore(sentence, other.Last, word))
                    ? -8
                    : 4;
        return 4;
    }

    /// <summary>Nothing, or only a time, stands between.</summary>
    private bool IsRightBefore(Sentence sentence, int last, int comma)
    {
        for (var word = last + 1; word < comma; word++)
            if (!reader.IsTime(sentence.Index, word) && sentence[word].Tag is not Upos.Adp)
                return false;
        return true;
    }

    /// <summary>"the Talo area in Gao", "Talo, Gao": what stands last says where the first lies.</summary>
    private PlaceAt? Held(Sentence sentence, PlaceAt holder)
    {
        foreach (var place in reader.ScenesOf(sentence.Index))
            if (
                place.Last < holder.First
                && holder.First - place.Last <= 4
                && place.Mention.Place.Admin1 is { } division
                && place.Mention.Place.Country == holder.Mention.Place.Country
                && (holder.Mention.Place.Name == division || holder.Mention.Place.Admin1 == division)
                && place.Mention.Place.Precision <= PlacePrecision.Admin2
                && (
                    sentence[holder.First - 1].Form is ","
                    || sentence.Plays(sentence[holder.First - 1].Form, Particle.In)
                )
                && Enumerable
                    .Range(place.Last + 1, holder.First - place.Last - 2)
                    .All(word => sentence[word].Tag is Upos.Noun or Upos.Adj)
            )
                return place;
        return null;
    }

    /// <summary>How near in the tree a phrase hangs to an act; not above zero where it belongs to something else.</summary>
    private double Attached(Act act, int head)
    {
        var sentence = act.Sentence;
        if (Clause.IsUnder(sentence, head, act.Head) && !CrossesClause(sentence, head, act.Head))
            return 12;
        var verb = sentence[head].Tag is Upos.Verb ? head : Clause.VerbOver(sentence, head);
        if (verb == act.ClauseVerb)
            return 10;
        if (reader.Codebook.IsSaying(sentence[verb].Lemma))
            return sentence[verb].Tag == Upos.Verb && verb != act.Head ? 0.2 : 2;
        // "a vigil on Thursday for those killed a year ago": what a clause tells of its noun has its own time and place first.
        if (Clause.IsUnder(sentence, act.Head, verb))
            return IsOfNoun(sentence, act.ClauseVerb, verb) ? 3.5 : 6;
        if (Clause.IsUnder(sentence, verb, act.ClauseVerb))
            return 4;
        return 2;
    }

    /// <summary>A clause below the word, and so all in it, describes a noun.</summary>
    private static bool IsOfNoun(Sentence sentence, int word, int above)
    {
        for (var at = word; at >= 0 && at != above; at = sentence[at].Head)
            if (sentence[at].Relation is Dependency.Acl or Dependency.AclRelcl)
                return true;
        return false;
    }

    private static bool CrossesClause(Sentence sentence, int word, int above)
    {
        for (var at = word; at >= 0 && at != above; at = sentence[at].Head)
            if (sentence[at].Tag == Upos.Verb)
                return true;
        return false;
    }

    private static double Fineness(PlacePrecision? precision) =>
        precision switch
        {
            PlacePrecision.Exact or PlacePrecision.Town => 3,
            PlacePrecision.Area => 2.5,
            PlacePrecision.Admin2 => 2,
            PlacePrecision.Admin1 => 1,
            PlacePrecision.Country => 0,
            _ => 0.5,
        };

    /// <summary>"peacekeepers from Chad", "a company based in Kampala", "near the border with Niger" are no scene.</summary>
    private double Standing(Sentence sentence, int head, string type)
    {
        var preposition = Clause.Preposition(sentence, head);
        var over = sentence[head].Head;
        if (sentence.Plays(preposition, Particle.From) && over >= 0 && sentence[over].Tag is Upos.Noun or Upos.Propn)
            return -8;
        if (over >= 0 && reader.Codebook.Cues.Has(sentence[over].Lemma, Cue.NoScene))
            return -8;
        if (sentence.Plays(preposition, Particle.SceneOrSide))
            return 1;
        // "expelled to the border post", "returned to Talo", "sent to Gao": where they came to is where it happened.
        if (
            sentence.Plays(preposition, Particle.To)
            && type is "expulsion" or "return" or "deployment" or "weapons-transfer" or "aid"
        )
            return 1;
        if (sentence.Plays(preposition, Particle.Away))
            return -2;
        if (sentence[head].Relation is Dependency.NmodPoss)
            return -1;
        if (sentence[head].Relation is Dependency.Nsubj)
            return reader.Codebook.IsSaying(over >= 0 ? sentence[over].Lemma : "") ? -9 : -3;
        return 0;
    }

    private static int Head(Sentence sentence, int first, int last)
    {
        for (var word = first; word <= last; word++)
            if (sentence[word].Head < first || sentence[word].Head > last)
                return word;
        return first;
    }
}
