using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Relations;

/// <summary>States of affairs between actors and places: who leads whom, who is where, who holds what.</summary>
public sealed class RelationCoder(RelationTable table) : IKindCoder
{
    public static RelationCoder Load(KnowledgeFolder knowledge) => new(RelationTable.Load(knowledge));

    public void Code(CodingContext context, List<Report> reports)
    {
        var found = new List<Relation>();
        foreach (var sentence in context.Sentences)
        {
            if (sentence.InTitle)
                continue;
            for (var word = 0; word < sentence.Length; word++)
            {
                if (table.IsTitle(sentence[word].Lemma) && LeadershipReader.Read(context, sentence, word) is { } named)
                    found.Add(
                        Make(
                            context,
                            sentence,
                            word,
                            named.IsFormer ? "led-until" : "leads",
                            [named.Leader],
                            [named.Led]
                        )
                    );
                foreach (var (row, form) in table.Of(sentence, word))
                    Read(context, sentence, word, row, form, found);
            }
        }
        foreach (var relation in found)
            if (!reports.OfType<Relation>().Any(other => Says(other, relation) || IsOverruled(other, relation)))
                reports.Add(relation);
    }

    /// <summary>"control nine of the province's hamlets", "hold the silos": ground or a building by its own words, for those who bear arms.</summary>
    private ImmutableArray<Party> Ground(Sentence sentence, int verb)
    {
        for (var word = verb + 1; word < sentence.Length; word++)
        {
            var token = sentence[word];
            if (token.Tag is Upos.Noun && table.IsGround(token.Lemma) && !IsOwner(sentence, word))
            {
                var (first, last) = Phrases.Bare(sentence, word);
                var span = sentence.Span(Math.Max(first, verb + 1), Math.Max(last, word));
                return [new Party { Name = span.Text, Spans = [span] }];
            }
            if (
                token.Tag is not (Upos.Num or Upos.Det or Upos.Adj or Upos.Part or Upos.Noun or Upos.Propn)
                && !sentence.Plays(token.Lemma, Particle.Of)
            )
                return [];
        }
        return [];
    }

    private static bool IsOwner(Sentence sentence, int word) =>
        word + 1 < sentence.Length && sentence[word + 1].Tag is Upos.Part;

    private static bool IsArmed(Party party) =>
        party.Type
            is ActorType.Rebel
                or ActorType.Militia
                or ActorType.StateForce
                or ActorType.Government
                or ActorType.Criminal
                or ActorType.Communal
                or ActorType.Peacekeepers
                or ActorType.Unknown;

    private void Read(
        CodingContext context,
        Sentence sentence,
        int word,
        RelationTrigger row,
        string form,
        List<Relation> found
    )
    {
        if (Statement.IsUnreal(sentence, word) || !HasNeeded(sentence, word, row))
            return;
        var sides = new Sides(context, sentence);
        var slots = sides.SlotsOf(word, form);
        var subject = sides.Fill(slots, row.Subject, row.SubjectKind);
        if (row.Relation == "succession")
        {
            Succession(context, sentence, word, subject, sides.Fill(slots, row.Object, row.ObjectKind), found);
            return;
        }
        var @object = sides.Fill(slots, row.Object, row.ObjectKind);
        if (form is "verb" or "adj" && (subject.IsEmpty || @object.IsEmpty))
        {
            var ordered = new OrderedSides(context, sentence, sides).Fill(word, row);
            (subject, @object) = (
                subject.IsEmpty ? ordered.Subject : subject,
                @object.IsEmpty ? ordered.Object : @object
            );
        }
        // "has been named commander of the division": whom the post leads stands with the post.
        if (row.Relation == "appointment" && @object.IsEmpty && Post(sentence, word, row) is >= 0 and var post)
            @object = sides.Fill(sides.SlotsOf(post, "noun"), ["of", "poss", "compound"], "named");
        // "...; both oppose the government": the two that the words before have brought together.
        if (
            word > 0
            && sentence.Plays(sentence[word - 1].Lemma, Particle.Both)
            && found.FindLast(relation => sentence.Span().Contains(relation.Evidence[0])) is { } pair
        )
            subject = [.. pair.Subject, .. pair.Object];
        if (row.Relation == "controls" && @object.IsEmpty && form == "verb" && subject.Any(IsArmed))
            @object = Ground(sentence, word);
        if (subject.IsEmpty || @object.IsEmpty || Same(subject, @object))
            return;
        switch (row.Relation)
        {
            case "appointment":
                found.Add(Make(context, sentence, word, "leads", subject, @object));
                break;
            case "leads" when IsUntil(context, sentence, word) || form == "noun" && IsFormer(context, sentence, word):
                found.Add(Make(context, sentence, word, "led-until", subject, @object));
                break;
            default:
                found.Add(Make(context, sentence, word, row.Relation, subject, @object));
                break;
        }
    }

    /// <summary>"He succeeds X": he leads what the article spoke of, and X led it until then.</summary>
    private static void Succession(
        CodingContext context,
        Sentence sentence,
        int word,
        ImmutableArray<Party> subject,
        ImmutableArray<Party> former,
        List<Relation> found
    )
    {
        var led =
            found.FindLast(relation => relation.Name == "leads" && Same(relation.Subject, subject))
            ?? found.FindLast(relation => relation.Name == "leads");
        if (led is null)
            return;
        if (!subject.IsEmpty && !Same(led.Subject, subject))
            found.Add(Make(context, sentence, word, "leads", subject, led.Object));
        if (!former.IsEmpty)
            found.Add(Make(context, sentence, word, "led-until", former, led.Object));
    }

    /// <summary>"led the front until 2009", "from 2010 to 2018": a time that has ended.</summary>
    private static bool IsUntil(CodingContext context, Sentence sentence, int word)
    {
        for (var at = word + 1; at < sentence.Length; at++)
            if (
                sentence.Plays(sentence[at].Lemma, Particle.Until)
                && Clause.VerbOver(sentence, at) is var verb
                && (verb == word || Math.Abs(at - word) < 14)
            )
                return true;
        return sentence[word].Xpos == "VBD"
            && Statement.TimeAt(context, sentence, word)?.Time is { From: not null, To: { } to }
            && context.Article.Published.From is { } published
            && to < published
            && Follows(sentence, word, Particle.From)
            && Follows(sentence, word, Particle.To);
    }

    private static bool Follows(Sentence sentence, int word, Particle part)
    {
        for (var at = word + 1; at < sentence.Length; at++)
            if (sentence.Plays(sentence[at].Lemma, part))
                return true;
        return false;
    }

    /// <summary>"former leader", "the death of its chief", "its leader was killed".</summary>
    private static bool IsFormer(CodingContext context, Sentence sentence, int word)
    {
        foreach (var child in sentence.ChildrenOf(word))
            if (context.Cues.Has(sentence[child].Lemma, Cue.Former))
                return true;
        var name = sentence[word].Relation is Dependency.Compound or Dependency.Flat or Dependency.Appos
            ? sentence[word].Head
            : word;
        foreach (var at in (ReadOnlySpan<int>)[word, name])
        {
            foreach (var child in sentence.ChildrenOf(at))
                if (child < at && context.Cues.Has(sentence[child].Lemma, Cue.Former))
                    return true;
            var over = sentence[at].Head;
            if (over < 0)
                continue;
            if (sentence[at].Relation == Dependency.Nmod && context.Cues.Has(sentence[over].Lemma, Cue.EndOfLeader))
                return true;
            if (sentence[at].Relation == Dependency.NsubjPass && context.Cues.Has(sentence[over].Lemma, Cue.EndsLeader))
                return true;
            if (sentence[at].Relation == Dependency.Obj && context.Cues.Has(sentence[over].Lemma, Cue.EndsLeader))
                return true;
            if (sentence[at].Relation == Dependency.Nsubj && context.Cues.Has(sentence[over].Lemma, Cue.LeaderEnds))
                return true;
        }
        return false;
    }

    /// <summary>The noun of the post that somebody is named to; -1 for none.</summary>
    private static int Post(Sentence sentence, int verb, RelationTrigger row)
    {
        for (var word = verb + 1; word < Math.Min(sentence.Length, verb + 6); word++)
            if (row.Needs.Contains(sentence[word].Lemma))
                return word;
        return -1;
    }

    private static bool HasNeeded(Sentence sentence, int word, RelationTrigger row)
    {
        if (row.Needs.IsEmpty)
            return true;
        for (var other = 0; other < sentence.Length; other++)
            if (
                row.Needs.Contains(sentence[other].Lemma)
                && (
                    sentence[other].Head == word
                    || Math.Abs(other - word) <= 12 && Clause.IsUnder(sentence, other, word)
                )
            )
                return true;
        return false;
    }

    private static Relation Make(
        CodingContext context,
        Sentence sentence,
        int word,
        string name,
        ImmutableArray<Party> subject,
        ImmutableArray<Party> @object
    )
    {
        var speakers = context.Spoken.Of(sentence.Index, word);
        var evidence = sentence.Span();
        var time = Statement.TimeAt(context, sentence, word)?.Time;
        if (name == "led-until" && time is { From: { } from })
            time = time with { From = null, To = time.To ?? from };
        var place =
            name is "controls" or "active-in" or "based-in" or "located-in" or "held-at" && @object is [var only]
                ? Located(context, only)
                : ((Sentence Sentence, PlaceAt At)?)null;
        var isSelf = speakers is [{ Id: { } id }, ..] && subject.Any(party => party.Id == id);
        return new()
        {
            Id = Ids.OfReport(
                context.Article.Id,
                ReportKind.Relation,
                name,
                evidence,
                Statement.Speaker(speakers),
                string.Join('|', subject.Concat(@object).Select(party => party.Name))
            ),
            Article = context.Article.Id,
            Name = name,
            Subject = subject,
            Object = @object,
            Status = isSelf ? Status.Claimed : Status.Reported,
            Negated = Statement.IsNegated(sentence, word),
            Time = time,
            Place = place is { } located ? Statement.WithSpans(located.At, located.Sentence) : null,
            Attribution = speakers,
            Evidence = [evidence],
            Confidence = 0.7,
            Coder = Coder.Version,
        };
    }

    /// <summary>The place that a party is, here or where "the area" was named before.</summary>
    private static (Sentence Sentence, PlaceAt At)? Located(CodingContext context, Party party)
    {
        foreach (var span in party.Spans)
        foreach (var sentence in context.Sentences)
            if (sentence.Span().Contains(span))
                foreach (var at in context.PlacesOf(sentence.Index))
                    if (sentence.Span(at.First, at.Last).Overlaps(span))
                        return (sentence, at);
        return null;
    }

    private static bool Same(ImmutableArray<Party> left, ImmutableArray<Party> right) =>
        left.Any(one => right.Any(other => one.Name == other.Name || (one.Id is not null && one.Id == other.Id)));

    /// <summary>The tree's "leads" where the words beside the name have said "led until".</summary>
    private static bool IsOverruled(Relation one, Relation other) =>
        one.Name == "led-until"
        && other.Name == "leads"
        && one.Evidence[0] == other.Evidence[0]
        && Same(one.Subject, other.Subject);

    private static bool Says(Relation one, Relation other) =>
        one.Name == other.Name
        && one.Negated == other.Negated
        && Same(one.Subject, other.Subject)
        && Same(one.Object, other.Object)
        && Statement.Speaker(one.Attribution) == Statement.Speaker(other.Attribution);
}
