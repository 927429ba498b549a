using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Coding.Speech;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Assessments;

/// <summary>
/// What each speaker makes of it. A verb can say so ("warned", "accused"); an ordinary verb of saying makes a judgement
/// only of words that weigh ("a threat", "will"), so that an official who gives facts is attribution and no more.
/// What one speaker says in one go is one assessment.
/// </summary>
public sealed class AssessmentCoder : IKindCoder
{
    private const int SameGo = 2;

    private readonly Dictionary<string, string> verbs = new(StringComparer.Ordinal);
    private readonly HashSet<string> weighing = new(StringComparer.Ordinal);
    private readonly HashSet<string> chances = new(StringComparer.Ordinal);
    private readonly HashSet<string> outcomes = new(StringComparer.Ordinal);
    private readonly HashSet<string> claims = new(StringComparer.Ordinal);
    private readonly Positions positions = new();

    private AssessmentCoder() { }

    public static AssessmentCoder Load(KnowledgeFolder knowledge)
    {
        var coder = new AssessmentCoder();
        foreach (var row in knowledge.Table("coding", "stances.tsv").Rows)
            switch (row.Required("cue"))
            {
                case var cue when coder.positions.Takes(cue, row.Required("word")):
                    break;
                case "verb":
                    coder.verbs[row.Required("word")] = row.Required("stance");
                    break;
                case "outcome":
                    coder.outcomes.Add(row.Required("word"));
                    break;
                case "claim":
                    coder.claims.Add(row.Required("word"));
                    break;
                case "chance":
                    coder.chances.Add(row.Required("word"));
                    goto default;
                default:
                    coder.weighing.Add(row.Required("word"));
                    break;
            }
        return coder;
    }

    public void Code(CodingContext context, List<Report> reports)
    {
        var found = new List<(SpeechAct Act, Attribution Speaker, string Stance)>();
        foreach (
            var act in context
                .Spoken.Acts.Concat(Unspoken(context))
                .Concat(positions.Taken(context))
                .OrderBy(act => act.Sentence)
        )
        {
            if (
                context.Sentences[act.Sentence].InTitle
                || (context.Spoken.Speaker(act) ?? Myself(context, act)) is not { } speaker
                || IsVague(speaker)
                || speaker.Kind == "media" && !IsOwnView(context, act)
            )
                continue;
            if (StanceOf(context, act, speaker) is { } stance)
                found.Add((act, WithRelay(context, act, speaker), stance));
        }
        for (var index = 0; index < found.Count; index++)
        {
            var group = new List<SpeechAct> { found[index].Act };
            var (first, speaker, stance) = found[index];
            for (var other = index + 1; other < found.Count; )
                if (
                    Same(found[other].Speaker, speaker)
                    && found[other].Stance == stance
                    && found[other].Act.Sentence - group[^1].Sentence <= SameGo
                )
                {
                    group.Add(found[other].Act);
                    speaker = speaker with { Via = [.. speaker.Via.Union(found[other].Speaker.Via)] };
                    found.RemoveAt(other);
                }
                else
                    other++;
            reports.Add(Make(context, group, speaker, stance));
        }
    }

    /// <summary>
    /// "India blames the group for the raid", "the general dismissed reports that ...": a stance that gives no words. What is dismissed
    /// is a claim, and no officer.
    /// </summary>
    private IEnumerable<SpeechAct> Unspoken(CodingContext context)
    {
        var spoken = context.Spoken.Acts.Select(act => (act.Sentence, act.Cue)).ToHashSet();
        foreach (var sentence in context.Sentences)
            for (var verb = 1; verb < sentence.Length && !sentence.InTitle; verb++)
                if (
                    sentence[verb].Tag == Upos.Verb
                    && verbs.GetValueOrDefault(sentence[verb].Lemma) is { } stance and ("accuses" or "denies")
                    && !spoken.Contains((sentence.Index, verb))
                    && sentence.Child(verb, Dependency.Nsubj) is >= 0 and var speaker
                    && sentence[speaker].Tag is Upos.Noun or Upos.Propn
                    && !(
                        sentence.Child(speaker, Dependency.Det) is >= 0 and var article
                        && sentence.Plays(sentence[article].Lemma, Particle.No)
                    )
                    && sentence.Child(verb, Dependency.Obj) is >= 0 and var aimed
                    && aimed > verb
                    && (stance == "accuses" || claims.Contains(sentence[aimed].Lemma))
                    && new SpeechAct(sentence.Index, verb, sentence.Index, speaker, -1, sentence[verb].Lemma) is var act
                    && (
                        context.Cast.PartyOf(sentence.Index, speaker).Type is not null
                        || context.Spoken.Speaker(act) is { Kind: not "other" }
                    )
                )
                {
                    act.Scope.Add(sentence.Span(verb + 1, Math.Max(aimed, sentence.Subtree(verb).Last)));
                    yield return act;
                }
    }

    private string? StanceOf(CodingContext context, SpeechAct act, Attribution speaker)
    {
        var sentence = context.Sentences[act.Sentence];
        if (positions.StanceAt(context, sentence, act.Cue) is { } position)
            return position;
        if (
            act.Cue >= 0
            && sentence[act.Cue].Tag == Upos.Verb
            && (IsDenied(sentence, act.Cue) || Statement.IsUnreal(sentence, act.Cue))
        )
            return null;
        // "agreed to stop fighting" is a deed.
        if (
            context.Cues.Has(act.Verb, Cue.Agree)
            && act.Cue >= 0
            && !act.Scope.Exists(span =>
                sentence.Plays(sentence[Math.Min(sentence.WordAt(span.Start), sentence.Length - 1)].Form, Particle.That)
            )
        )
            return null;
        if (verbs.TryGetValue(act.Verb, out var stance))
            return stance switch
            {
                "calls-for"
                    when context.Cues.Has(act.Verb, Cue.Call)
                        && !HasFor(context, context.Sentences[act.Sentence], act.Cue) => null,
                "denies" when context.Cues.Has(act.Verb, Cue.Dismisses) && speaker.Kind is null => null,
                "assesses" when context.Cues.Has(act.Verb, Cue.Estimate) && Counts(context, act) => null,
                "assesses" when context.Cues.Has(act.Verb, Cue.Explain) && !Weighs(context, act, isAnalyst: false) =>
                    null,
                "assesses" when context.Cues.Has(act.Verb, Cue.Expect) => "forecasts",
                _ => stance,
            };
        if (speaker.Kind is "document" or "medic" or "police" && !context.Cues.Has(act.Verb, Cue.Warn))
            return null;
        return positions.IsDemand(context, act) ? "calls-for"
            : Foresees(context, act) ? "forecasts"
            : Weighs(context, act, speaker.Kind == "analyst") ? "assesses"
            : null;
    }

    /// <summary>What a medium believes is its own view; what it says of others it relays.</summary>
    private bool IsOwnView(CodingContext context, SpeechAct act) =>
        !context.Cues.Has(act.Verb, Cue.Relates) && verbs.GetValueOrDefault(act.Verb) == "assesses";

    /// <summary>"I judge that the coalition cannot take the port": within quotation marks whoever is quoted, else the writer, where an actor is spoken of.</summary>
    private Attribution? Myself(CodingContext context, SpeechAct act)
    {
        if (act.Cue < 0 || act.Speaker < 0 || !verbs.ContainsKey(act.Verb))
            return null;
        var words = context.Sentences[act.SpeakerSentence];
        if (!words.Plays(words[act.Speaker].Lemma, Particle.Writer))
            return null;
        if (context.Spoken.Of(act.Sentence, act.Cue) is [var quoted, ..])
            return quoted with { Verb = act.Verb };
        var myself = new Attribution
        {
            Role = words[act.Speaker].Form,
            Kind = "other",
            Verb = act.Verb,
            Spans = [words.Span(act.Speaker, act.Speaker), words.Span(act.Cue, act.Cue)],
        };
        return About(context, [act], myself).IsEmpty && !Weighs(context, act, isAnalyst: false) ? null : myself;
    }

    /// <summary>"The truce will not last", "it is likely that the talks collapse": how something will turn out that nobody decides.</summary>
    private bool Foresees(CodingContext context, SpeechAct act)
    {
        var sentence = context.Sentences[act.Sentence];
        var (isChance, isToCome) = (false, false);
        for (var word = 0; word < sentence.Length; word++)
        {
            if (!act.Covers(sentence.InTitle, sentence[word].Start))
                continue;
            isChance |= chances.Contains(sentence[word].Lemma);
            isToCome |=
                sentence[word].Tag is Upos.Aux && sentence.Plays(sentence[word].Lemma, Particle.ToCome)
                || outcomes.Contains(sentence[word].Lemma) && sentence[word].Xpos is "VBP" or "VB";
            if (
                outcomes.Contains(sentence[word].Lemma)
                && sentence[word].Tag == Upos.Verb
                && HasAux(sentence, word, Particle.Will)
            )
                return true;
        }
        return isChance && isToCome;
    }

    private static bool HasAux(Sentence sentence, int verb, Particle part)
    {
        foreach (var child in sentence.ChildrenOf(verb))
            if (sentence[child].Relation == Dependency.Aux && sentence.Plays(sentence[child].Lemma, part))
                return true;
        return false;
    }

    /// <summary>The words weigh something; an analyst's do where they are in the present or the future.</summary>
    private bool Weighs(CodingContext context, SpeechAct act, bool isAnalyst)
    {
        var sentence = context.Sentences[act.Sentence];
        var weight = 0;
        for (var word = 0; word < sentence.Length; word++)
        {
            if (!act.Covers(sentence.InTitle, sentence[word].Start))
                continue;
            if (weighing.Contains(sentence[word].Lemma))
                weight++;
            if (isAnalyst && sentence[word].Xpos is "VBZ" or "VBP" or "MD")
                weight++;
            // "cannot hold the town": what someone is able to do is nobody's fact.
            if (
                sentence.Plays(sentence[word].Lemma, Particle.Able)
                && word + 1 < sentence.Length
                && sentence.Plays(sentence[word + 1].Lemma, Particle.Negation)
            )
                weight++;
        }
        return weight > 0;
    }

    /// <summary>"did not say": a negation of the verb itself, not of what is said.</summary>
    private static bool IsDenied(Sentence sentence, int cue)
    {
        foreach (var child in sentence.ChildrenOf(cue))
            if (child < cue && sentence.Plays(sentence[child].Lemma, Particle.Negation))
                return true;
        return false;
    }

    private static bool HasFor(CodingContext context, Sentence sentence, int cue)
    {
        if (cue < 0)
            return false;
        foreach (var child in sentence.ChildrenOf(cue))
            if (
                context.Cues.Has(Phrases.Preposition(sentence, child), Cue.CallFor)
                || sentence.Plays(sentence[child].Lemma, Particle.For)
            )
                return true;
        return cue + 1 < sentence.Length && context.Cues.Has(sentence[cue + 1].Lemma, Cue.CallFor);
    }

    private static bool Counts(CodingContext context, SpeechAct act)
    {
        var sentence = context.Sentences[act.Sentence];
        return context
            .QuantitiesOf(act.Sentence)
            .Any(quantity => act.Covers(sentence.InTitle, sentence[quantity.First].Start));
    }

    /// <summary>"some", "they": nobody whom the text names or describes.</summary>
    private static bool IsVague(Attribution speaker) => speaker.Who is null && speaker.Role is null;

    private static Attribution WithRelay(CodingContext context, SpeechAct act, Attribution speaker)
    {
        var sentence = context.Sentences[act.Sentence];
        for (var word = 0; word < sentence.Length; word++)
            if (act.Covers(sentence.InTitle, sentence[word].Start))
                return context.Spoken.Of(act.Sentence, word) is [var said, ..] && Same(said, speaker) ? said : speaker;
        return speaker;
    }

    private static bool Same(Attribution one, Attribution other) =>
        one.Who is not null
            ? one.Who == other.Who
            : other.Who is null && one.Role == other.Role && one.Role is not null;

    private static Assessment Make(CodingContext context, List<SpeechAct> acts, Attribution speaker, string stance)
    {
        var sentence = context.Sentences[acts[0].Sentence];
        var evidence = acts.Select(act => context.Sentences[act.Sentence].Span()).Distinct().ToImmutableArray();
        return new()
        {
            Id = Ids.OfReport(
                context.Article.Id,
                ReportKind.Assessment,
                stance,
                evidence[0],
                speaker.Who ?? speaker.Role,
                string.Join(' ', acts.Select(act => act.Cue))
            ),
            Article = context.Article.Id,
            Who = speaker,
            Stance = stance,
            About = About(context, acts, speaker),
            Quote = Quote(sentence, acts[0]),
            Time = acts[0].Cue >= 0 ? Statement.TimeAt(context, sentence, acts[0].Cue)?.Time : null,
            Attribution = [speaker],
            Evidence = evidence,
            Confidence = 0.65,
            Coder = Coder.Version,
        };
    }

    /// <summary>The actors, then the places, that the words name.</summary>
    private static ImmutableArray<Party> About(CodingContext context, List<SpeechAct> acts, Attribution speaker)
    {
        var about = new List<Party>();
        foreach (var act in acts)
        {
            var sentence = context.Sentences[act.Sentence];
            foreach (var party in Addressed(context, sentence, act))
                if (party.Name != speaker.Who && party.Name != speaker.Role)
                    about.Add(party);
            for (var word = 0; word < sentence.Length && about.Count < 8; word++)
            {
                if (
                    !act.Covers(sentence.InTitle, sentence[word].Start)
                    || sentence[word].Tag is not (Upos.Noun or Upos.Propn or Upos.Pron)
                )
                    continue;
                if (sentence[word].Relation is Dependency.Compound or Dependency.Flat or Dependency.Expl)
                    continue;
                var party = context.Cast.PartyOf(act.Sentence, word);
                var isActor =
                    party.Id is not null
                    || party.Type
                        is ActorType.Rebel
                            or ActorType.Militia
                            or ActorType.StateForce
                            or ActorType.Government
                            or ActorType.Peacekeepers
                            or ActorType.Criminal
                        && sentence[word].Tag != Upos.Pron;
                if (
                    isActor
                    && context.Cast.At(act.Sentence, word) is { State: { } state }
                    && context.Cast.IsPlace(act.Sentence, word)
                )
                    party = party with { Name = state.Name };
                if (isActor && party.Name != speaker.Who && !about.Exists(other => other.Name == party.Name))
                    about.Add(party);
            }
            foreach (var place in context.PlacesOf(act.Sentence))
                if (place.IsLocation && act.Covers(sentence.InTitle, sentence[place.First].Start) && about.Count < 8)
                {
                    var span = sentence.Span(place.First, place.Last);
                    if (!about.Exists(other => other.Name == span.Text || other.Spans.Any(own => own.Overlaps(span))))
                        about.Add(new Party { Name = span.Text, Spans = [span] });
                }
        }
        return [.. about];
    }

    /// <summary>
    /// "accused the captain of ...", "warned civilians against ...", "blamed it on the gang": whoever the verb is aimed at; and who is said
    /// to have done it or not ("denied that his men had burned").
    /// </summary>
    private static List<Party> Addressed(CodingContext context, Sentence sentence, SpeechAct act)
    {
        var aimed = new List<Party>();
        if (act.Cue < 0 || sentence[act.Cue].Tag != Upos.Verb)
            return aimed;
        foreach (var child in sentence.ChildrenOf(act.Cue))
        {
            var head =
                sentence[child].Relation is Dependency.Obj or Dependency.Iobj
                || sentence[child].Relation is Dependency.Obl
                    && sentence.Plays(Phrases.Preposition(sentence, child), Particle.AimedAt)
                    ? child
                : sentence[child].Relation is Dependency.Ccomp ? sentence.Child(child, Dependency.Nsubj)
                : -1;
            foreach (var word in head < 0 ? [] : Clause.Conjuncts(sentence, head))
                if (
                    sentence[word].Tag is Upos.Noun or Upos.Propn
                    && context.Cast.PartyOf(act.Sentence, word) is { Type: not (null or ActorType.Media) } party
                    && !aimed.Exists(other => other.Name == party.Name)
                )
                    aimed.Add(party);
        }
        return aimed;
    }

    /// <summary>What stands between quotation marks, else the clause that renders it.</summary>
    private static TextSpan? Quote(Sentence sentence, SpeechAct act)
    {
        var (open, close) = (-1, -1);
        for (var word = 0; word < sentence.Length; word++)
        {
            if (sentence[word].Form is not ("\"" or "“" or "”" or "``" or "''"))
                continue;
            if (open < 0 && sentence[word].Form is not ("”" or "''"))
                open = word;
            else if (open >= 0)
            {
                close = word;
                break;
            }
        }
        if (open >= 0 && (close > open + 1 || (close < 0 && open + 1 < sentence.Length)))
            return sentence.Span(open + 1, (close < 0 ? sentence.Length : close) - 1);
        if (act.Scope.Count == 0)
            return null;
        var scope = act.Scope.MaxBy(span => span.Length);
        var (first, last) = (sentence.WordAt(scope.Start), sentence.WordAt(scope.End - 1));
        last = Math.Min(last, sentence.Length - 1);
        while (first < last && sentence[first].Tag == Upos.Punct)
            first++;
        while (last > first && sentence[last].Tag == Upos.Punct)
            last--;
        return sentence.Span(first, last);
    }
}
