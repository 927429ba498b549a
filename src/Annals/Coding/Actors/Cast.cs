using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>
/// Everyone in an article. <see cref="PartyOf"/> says who a noun means: the name it carries, the state beside it, what
/// it takes up from before, or itself with the type that its head tells.
/// </summary>
public sealed class Cast
{
    private readonly ActorBook book;
    private readonly Cues cues;
    private readonly Document document;
    private readonly Setting setting;
    private readonly Taken taken;
    private readonly ImmutableArray<ActorMention>[] bySentence;
    private readonly FoldedSentence?[] lemmas;
    private readonly FoldedSentence?[] forms;

    internal Cast(ActorBook book, Cues cues, Document document, Setting setting, ImmutableArray<ActorMention> mentions)
    {
        (this.book, this.cues, this.document, this.setting) = (book, cues, document, setting);
        lemmas = new FoldedSentence?[document.Sentences.Length];
        forms = new FoldedSentence?[document.Sentences.Length];
        bySentence = new ImmutableArray<ActorMention>[document.Sentences.Length];
        Array.Fill(bySentence, []);
        foreach (var group in mentions.GroupBy(mention => mention.Sentence))
            bySentence[group.Key] = [.. group];
        Mentions = mentions;
        taken = new Taken(document, this, cues);
    }

    public ActorBook Book => book;

    /// <summary>The names, in order of place.</summary>
    public ImmutableArray<ActorMention> Mentions { get; }

    public ImmutableArray<ActorMention> Of(int sentence) => bySentence[sentence];

    /// <summary>The mention that covers a word; null for none.</summary>
    public ActorMention? At(int sentence, int word)
    {
        foreach (var mention in bySentence[sentence])
            if (mention.First <= word && word <= mention.Last)
                return mention;
        return null;
    }

    /// <summary>What the noun says of its kind ("soldier", "armed group"); null where the table has no such noun.</summary>
    public RoleNoun? RoleOf(int sentence, int head)
    {
        for (var first = Math.Max(0, head - 2); first <= head; first++)
        {
            if (book.Roles.Match(Lemmas(sentence), first) is { } match && match.Last == head)
                return match.Values[0];
            if (book.Roles.Match(Forms(sentence), first) is { } form && form.Last == head)
                return form.Values[0];
        }
        return null;
    }

    /// <summary>Who a noun, a name or a pronoun means.</summary>
    public Party PartyOf(int sentence, int head)
    {
        var words = document.Sentences[sentence];
        var own = words.Span(Phrases.Bare(words, head).First, Phrases.Bare(words, head).Last);
        if (At(sentence, head) is { } mention)
            return Named(sentence, head, mention) ?? mention.Party;
        if (words[head].Tag == Upos.Pron)
            return taken.ByPronoun(sentence, head) is { } meant
                ? meant with
                {
                    Spans = [words.Span(head, head), .. meant.Spans],
                }
                : new Party { Name = words[head].Form, Spans = [words.Span(head, head)] };
        var role = RoleOf(sentence, head);
        if (role is { Refers: "group" } && ByNameBehind(sentence, head) is { } behind)
            return behind with { Spans = [own, .. behind.Spans] };
        if (ByNameBeside(sentence, head, role) is { } beside)
            return beside with { Spans = [own] };
        if (role is { } noun)
        {
            if (
                noun.Refers is not null
                && Phrases.IsDefinite(words, head)
                && taken.ByNoun(sentence, head, noun) is { } before
            )
                return before with { Spans = [own, .. before.Spans] };
            if (noun.Refers is "group" or "force" && ByOwner(sentence, head) is { } owner)
                return owner with { Spans = [own, .. owner.Spans] };
            if (ByCountry(sentence, head, noun) is { } force)
                return force with { Spans = [own] };
            return new Party
            {
                Name = own.Text,
                Type = noun.Type,
                Spans = [own],
            };
        }
        var isName =
            words[head].Tag == Upos.Propn
            || (head > 0 && char.IsUpper(words[head].Form[0]) && Phrases.IsDefinite(words, head));
        if (isName && taken.ByShortName(sentence, head) is { } full)
            return full with { Spans = [own, .. full.Spans] };
        if (!IsPerson(sentence, head))
            return new Party
            {
                Name = own.Text,
                Type = TypeOfName(sentence, head),
                Spans = [own],
            };
        var (first, last) = Taken.PersonName(words, head);
        var name = words.Span(first, last);
        return new Party
        {
            Name = name.Text,
            Type = ActorType.Person,
            Spans = [name],
        };
    }

    /// <summary>A person: called so by the language room, by a title, or by the book of leaders.</summary>
    public bool IsPerson(int sentence, int head)
    {
        foreach (var mention in document.Mentions)
            if (
                mention.Sentence == sentence
                && mention.First <= head
                && head <= mention.Last
                && mention.Form == MentionForm.Name
            )
                return mention.Type == MentionType.Person;
        var words = document.Sentences[sentence];
        if (words[head].Tag != Upos.Propn || At(sentence, head) is not null || IsPlace(sentence, head))
            return false;
        var (first, last) = Phrases.Core(words, head);
        return last > first && RoleOf(sentence, head) is null;
    }

    public bool IsPlace(int sentence, int word)
    {
        var words = document.Sentences[sentence];
        foreach (var place in setting.Places)
            if (
                (place.In is not null) == words.InTitle
                && place.Start <= words[word].Start
                && words[word].Start < place.End
                && place.Use is PlaceUse.Location or PlaceUse.Metonym
            )
                return true;
        return false;
    }

    private ActorType? TypeOfName(int sentence, int head) =>
        IsPerson(sentence, head) ? ActorType.Person
        : document.Sentences[sentence][head].Tag == Upos.Propn ? ActorType.Unknown
        : null;

    /// <summary>A name that heads a longer phrase: "US Central Command's commander" is no mention of the command.</summary>
    private Party? Named(int sentence, int head, ActorMention mention)
    {
        if (mention.State is null || mention.IsSeat)
            return null;
        // "Malian" alone as head of "Malian army": the tree sometimes hangs the noun on the adjective.
        var words = document.Sentences[sentence];
        var next = mention.Last + 1;
        // "Azerbaijani and Armenian soldiers": the noun is of both.
        if (
            next + 2 < words.Length
            && words[next].Tag is Upos.Cconj
            && words[mention.Last].Tag is Upos.Adj
            && At(sentence, next + 1) is { State: not null } second
            && RoleOf(sentence, second.Last + 1)?.State is { } both
        )
            return NameFinder.PartyOf(mention.State.Force(both)) with { Spans = [mention.Span] };
        return
            next < words.Length
            && head >= mention.First
            && words[next].Head >= mention.First
            && words[next].Head <= mention.Last
            && words[next].Relation is Dependency.Flat or Dependency.Compound
            && RoleOf(sentence, next)?.State is { } role
            ? NameFinder.PartyOf(mention.State.Force(role)) with
            {
                Spans = [words.Span(mention.First, next)],
            }
            : null;
    }

    /// <summary>"ISIS militants", "Malian soldiers", "Hezbollah's fighters", "soldiers of the Malian army", "fighters from M23".</summary>
    private Party? ByNameBeside(int sentence, int head, RoleNoun? role)
    {
        var words = document.Sentences[sentence];
        var isLoose =
            role is null
            || role.Type is ActorType.Civilians or ActorType.Media or ActorType.Protesters or ActorType.Rioters;
        // Of two names beside a noun the nearer is its own: "Azerbaijani and Armenian soldiers".
        foreach (var mention in bySentence[sentence].OrderBy(mention => mention.Last < head ? head - mention.Last : 64))
        {
            // "ISIS militants", "Somali government forces": what stands right before the noun stands with it, wherever the
            // tree hangs it; a state's own name behind a preposition is a place ("in Somalia government forces ...").
            var start = head - (role?.Words ?? 1) + 1;
            var isRightBefore =
                role is not null
                && mention.First < start
                && mention.Last >= start - 1
                && mention.Last < head
                && (
                    mention.State is null
                    || words[mention.Last].Tag is Upos.Adj
                    || mention.First == 0
                    || words[mention.First - 1].Tag is not Upos.Adp
                );
            if (words[mention.Head].Head != head && !isRightBefore)
                continue;
            var relation = words[mention.Head].Relation;
            var isOf =
                relation == Dependency.Nmod && words.Plays(Phrases.Preposition(words, mention.Head), Particle.Whose);
            var isBeside =
                isRightBefore
                || relation
                    is Dependency.Amod
                        or Dependency.Compound
                        or Dependency.NmodPoss
                        or Dependency.Flat
                        or Dependency.NmodDesc
                    && mention.Head < head;
            if (!isOf && !isBeside)
                continue;
            if (mention.State is not null)
            {
                if (
                    role?.State is { } state
                    && !(
                        isOf
                        && mention.Party.Type == ActorType.Government
                        && IsPlace(sentence, mention.Head)
                        && state == "police"
                    )
                )
                    return NameFinder.PartyOf(mention.State.Force(state));
            }
            else if (
                !isLoose
                && (
                    role!.Type is ActorType.Rebel or ActorType.Militia or ActorType.Unknown or ActorType.Criminal
                    || role.Refers is not null
                    || (role.State == "army" && mention.Party.Type is not ActorType.Media)
                )
            )
                return mention.Party;
        }
        return null;
    }

    /// <summary>"the guerrilla organisation Shining Path", "a group calling itself the People's Front".</summary>
    private Party? ByNameBehind(int sentence, int head)
    {
        foreach (var mention in bySentence[sentence])
            if (
                mention.Party.Type
                    is ActorType.Rebel
                        or ActorType.Militia
                        or ActorType.Criminal
                        or ActorType.Organisation
                && (
                    NamesTheKind(sentence, head, mention.First)
                    || document.Sentences[sentence][mention.Head] is { Relation: Dependency.Appos } name
                        && name.Head == head
                )
            )
                return mention.Party;
        return null;
    }

    /// <summary>Nothing between a noun and the name behind it but marks, articles and "calling itself", "known as", "called".</summary>
    private bool NamesTheKind(int sentence, int head, int name)
    {
        if (name <= head || name - head > 5)
            return false;
        for (var word = head + 1; word < name; word++)
            if (
                document.Sentences[sentence][word] is not { Form: "\"" or "“" or "'" or "``" or "(" }
                && !cues.Has(document.Sentences[sentence][word].Lemma, Cue.NamesKind)
            )
                return false;
        return true;
    }

    /// <summary>"its fighters", "their forces": those of the armed group that the pronoun takes up.</summary>
    private Party? ByOwner(int sentence, int head)
    {
        var words = document.Sentences[sentence];
        foreach (var child in words.ChildrenOf(head))
            if (words[child] is { Relation: Dependency.NmodPoss, Tag: Upos.Pron })
                return
                    taken.ByPronoun(sentence, child)
                        is { Type: ActorType.Rebel or ActorType.Militia or ActorType.Criminal } owner
                    ? owner
                    : null;
        return null;
    }

    /// <summary>"the army", "soldiers", "the junta": the force of the country that the article is about here.</summary>
    private Party? ByCountry(int sentence, int head, RoleNoun noun)
    {
        if (noun.State is not { } role)
            return null;
        var words = document.Sentences[sentence];
        foreach (var child in words.ChildrenOf(head))
            if (
                // The noun's own words: "regime" of "regime forces".
                (child > head || child <= head - noun.Words)
                && words[child].Relation
                    is Dependency.Amod
                        or Dependency.Compound
                        or Dependency.NmodPoss
                        or Dependency.Nmod
                        or Dependency.NmodDesc
                && !IsNeutral(words, child)
            )
                return null;
        if (cues.Has(noun.Noun, Cue.NeedsArticle) && !Phrases.IsDefinite(words, head))
            return null;
        return book.States.Of(setting.CountryAt(sentence)) is { } state ? NameFinder.PartyOf(state.Force(role)) : null;
    }

    /// <summary>"ruling", "security", "government", "two": words that leave it the country's own.</summary>
    private bool IsNeutral(Sentence words, int child) =>
        words[child].Tag is Upos.Num or Upos.Det
        || cues.Has(words[child].Lemma, Cue.LeavesForce)
        || (
            words[child].Relation == Dependency.Nmod && !words.Plays(Phrases.Preposition(words, child), Particle.Whose)
        );

    private FoldedSentence Forms(int sentence) => forms[sentence] ??= new FoldedSentence(document.Sentences[sentence]);

    private FoldedSentence Lemmas(int sentence) =>
        lemmas[sentence] ??= FoldedSentence.OfLemmas(document.Sentences[sentence]);
}
