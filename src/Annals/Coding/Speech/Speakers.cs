using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Speech;

/// <summary>Who says what in an article. Verbs of saying, "according to" and quotation marks open scopes; a word's
/// speakers are those whose scopes it stands in, the nearest speaking and the farther ones relaying.</summary>
public sealed class Speakers
{
    private readonly SpeechLexicon lexicon;

    private Speakers(SpeechLexicon lexicon) => this.lexicon = lexicon;

    public static Speakers Load(KnowledgeFolder knowledge, Cues? cues = null) =>
        new(SpeechLexicon.Load(knowledge, cues ?? Cues.Load(knowledge)));

    public Spoken Read(Document document, Cast cast) =>
        new(lexicon, document, cast, SpeechFinder.Find(lexicon, document, cast));
}

/// <summary>The speech acts of one article.</summary>
public sealed class Spoken
{
    private readonly SpeechLexicon lexicon;
    private readonly Document document;
    private readonly Cast cast;

    internal Spoken(SpeechLexicon lexicon, Document document, Cast cast, ImmutableArray<SpeechAct> acts) =>
        (this.lexicon, this.document, this.cast, Acts) = (lexicon, document, cast, acts);

    public ImmutableArray<SpeechAct> Acts { get; }

    /// <summary>Who speaks at a word; empty where the article itself does.</summary>
    public ImmutableArray<Attribution> Of(int sentence, int word)
    {
        var words = document.Sentences[sentence];
        var chain = Acts.Where(act =>
                act.Covers(words.InTitle, words[word].Start) && !(act.Sentence == sentence && act.Cue == word)
            )
            .OrderBy(act => act.Breadth)
            .ThenBy(act => act.Cue)
            .ToList();
        if (chain.Count == 0)
            return [];
        var nearest = Speaker(chain[0]);
        if (nearest is null)
            return [];
        var via = nearest.Via.ToBuilder();
        foreach (var act in chain.Skip(1))
            if (
                Speaker(act) is { } relay
                && (relay.Who ?? relay.Role) is { } name
                && name != nearest.Who
                && !via.Contains(name)
            )
                via.Add(name);
        return [nearest with { Via = via.ToImmutable() }];
    }

    /// <summary>The speaker of one act: name, role, kind, and the medium that was told.</summary>
    public Attribution? Speaker(SpeechAct act)
    {
        if (act.Speaker < 0)
            return null;
        var words = document.Sentences[act.SpeakerSentence];
        var (sentence, head) = (act.SpeakerSentence, Author(words, act.Speaker));
        var party = cast.PartyOf(sentence, head);
        if (words[head].Tag == Upos.Pron && party.Spans.Length < 2)
            return null;
        var kind = KindOf(words, head, party);
        var (first, last) = Phrases.Core(words, head);
        // "hurt 22 more, hospitals said": a comma before the head ends what was told.
        for (var word = first; word < head && act.Cue > head; word++)
            if (words[word].Form is ",")
                first = word + 1;
        var spans = ImmutableArray.CreateBuilder<TextSpan>();
        spans.Add(words.Span(first, last));
        if (act.Cue >= 0)
            spans.Add(document.Sentences[act.Sentence].Span(act.Cue, act.Cue));
        var via = ImmutableArray<string>.Empty;
        if (act.Hearer >= 0)
        {
            var relay = cast.PartyOf(act.Sentence, act.Hearer);
            via =
            [
                relay.Type is ActorType.StateForce
                    ? document.Sentences[act.Sentence].Span(act.Hearer, act.Hearer).Text
                    : relay.Name,
            ];
            spans.Add(document.Sentences[act.Sentence].Span(act.Hearer, act.Hearer));
        }
        var isName = words[head].Tag == Upos.Propn;
        var isKnown = party.Id is not null;
        return new()
        {
            Who =
                isName ? WholeName(words, head, party)
                : isKnown || words[head].Tag == Upos.Pron ? party.Name
                : Beside(words, head) is { } name ? name
                : KnownAs(words, head),
            Role =
                isName ? Description(words, head) ?? Worded(words, first, last, isKnown ? party.Name : null)
                : words[head].Tag == Upos.Pron ? null
                : words.Span(first, last).Text,
            Kind = kind,
            Id = party.Id,
            Verb = act.Verb,
            Via = via,
            Spans = spans.ToImmutable(),
        };
    }

    /// <summary>"a statement from the ministry said", "according to a report by a rights group": whoever wrote it speaks.</summary>
    private int Author(Sentence words, int head)
    {
        if (!lexicon.Cues.Has(words[head].Lemma, Cue.Document))
            return head;
        foreach (var child in words.ChildrenOf(head))
            if (
                words[child].Relation is Dependency.NmodPoss
                && words[child].Tag is Upos.Noun or Upos.Propn
                && IsSomebody(words, child)
            )
                return child;
        if (
            head + 2 >= words.Length
            || !(words.Plays(words[head + 1].Lemma, Particle.By) || words.Plays(words[head + 1].Lemma, Particle.From))
        )
            return head;
        var author = -1;
        for (var word = head + 2; word < words.Length; word++)
            if (words[word].Tag is Upos.Noun or Upos.Propn)
                author = word;
            else if (words[word].Tag is not (Upos.Det or Upos.Adj or Upos.Num or Upos.Part))
                break;
        // "reports from Talo", "a message by radio": neither writes.
        return author >= 0 && IsSomebody(words, author) ? author : head;
    }

    private bool IsSomebody(Sentence words, int word) =>
        lexicon.KindOfSpeaker(words, word) is not null || cast.At(words.Index, word) is { IsSeat: false, State: null };

    /// <summary>What the article calls a speaker whom the actor book has under another name: "the US Navy".</summary>
    private static string? Worded(Sentence words, int first, int last, string? name) =>
        name is not null
        && words.Span(first, last).Text is var text
        && !text.EndsWith(name, StringComparison.OrdinalIgnoreCase)
            ? text
            : null;

    private string KindOf(Sentence words, int head, Party party)
    {
        if (lexicon.KindOfSpeaker(words, head) is { } kind && words[head].Tag != Upos.Propn)
            return kind;
        foreach (var child in words.ChildrenOf(head))
            if (words[child].Relation == Dependency.Appos && lexicon.KindOfSpeaker(words, child) is { } told)
                return told;
        var (first, last) = Phrases.Core(words, head);
        for (var word = Math.Max(head, last); word >= first; word--)
            if (lexicon.KindOfSpeaker(words, word) is { } title)
                return title;
        return party.Type switch
        {
            ActorType.StateForce => party.Id?.EndsWith("-police", StringComparison.Ordinal) == true
                ? "police"
                : "military",
            ActorType.Government => "official",
            ActorType.Rebel or ActorType.Militia or ActorType.Criminal => "armed-group",
            ActorType.Media => "media",
            ActorType.Organisation or ActorType.Peacekeepers => "organisation",
            ActorType.Civilians => "witness",
            _ => "other",
        };
    }

    /// <summary>"the analyst known as X", "an expert who publishes as "X"": the name that goes with a description.</summary>
    private string? KnownAs(Sentence words, int head)
    {
        var (_, end) = words.Subtree(head);
        for (var word = head + 1; word < Math.Min(Math.Max(end + 1, head + 8), words.Length - 1); word++)
        {
            if (!lexicon.Cues.Has(words[word].Lemma, Cue.Called))
                continue;
            var name = words[word + 1].Tag == Upos.Punct ? word + 2 : word + 1;
            if (name < words.Length && (char.IsUpper(words[name].Form[0]) || words[name].Form[0] == '@'))
                return words.Span(name, Taken.PersonName(words, name).Last).Text;
        }
        return null;
    }

    /// <summary>"the interior minister, Jan Novak, said": the name beside the office.</summary>
    private static string? Beside(Sentence words, int head)
    {
        foreach (var child in words.ChildrenOf(head))
            if (words[child] is { Relation: Dependency.Appos, Tag: Upos.Propn } && child > head)
            {
                var (first, last) = Taken.PersonName(words, child);
                return words.Span(first, last).Text;
            }
        return null;
    }

    private static string WholeName(Sentence words, int head, Party party)
    {
        if (party.Id is not null || party.Spans.Length > 1)
            return party.Name;
        var (first, last) = Taken.PersonName(words, head);
        return words.Span(first, last).Text;
    }

    /// <summary>"head of the US Central Command" after the name, "army spokesman" before it.</summary>
    private static string? Description(Sentence words, int head)
    {
        foreach (var child in words.ChildrenOf(head))
            if (words[child].Relation == Dependency.Appos && words[child].Tag is Upos.Noun or Upos.Propn)
            {
                var (first, last) = words.Subtree(child);
                while (last > child && words[last].Tag == Upos.Punct)
                    last--;
                while (first < child && words[first].Tag is Upos.Punct or Upos.Det)
                    first++;
                return words.Span(first, Math.Min(last, child + 12)).Text;
            }
        var name = Taken.PersonName(words, head);
        var (begin, _) = Phrases.Core(words, head);
        while (begin < name.First && words[begin].Tag is Upos.Det or Upos.Punct)
            begin++;
        return begin < name.First ? words.Span(begin, name.First - 1).Text : null;
    }
}
