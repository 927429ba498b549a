using System.Collections.Immutable;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Actors;

/// <summary>Finds the names of an article: the book's, the states', and those of bodies that nobody knows yet.</summary>
internal sealed class NameFinder(
    ActorBook book,
    IReadOnlyDictionary<string, ActorType> keywords,
    Document document,
    Setting setting
)
{
    private const int WordsBefore = 4;

    private readonly List<ActorMention> found = [];
    private readonly NameIndex<Party> local = new();
    private readonly HashSet<string> fullyNamed = new(StringComparer.Ordinal);
    private FoldedSentence[] folded = [];

    public ImmutableArray<ActorMention> Find()
    {
        folded = [.. document.Sentences.Select(sentence => new FoldedSentence(sentence))];
        foreach (var sentence in document.Sentences)
            for (var word = 0; word < sentence.Length; word++)
                if (book.Names.Match(folded[sentence.Index], word) is { } match && IsName(sentence, word, match.Last))
                    foreach (var actor in match.Values)
                        fullyNamed.Add(actor.Id);
        foreach (var sentence in document.Sentences)
            ReadUnknown(sentence);
        foreach (var sentence in document.Sentences)
            for (var word = 0; word < sentence.Length; word++)
                if (At(sentence, word) is { } mention)
                {
                    found.Add(mention);
                    word = mention.Last;
                }
        return [.. found];
    }

    /// <summary>
    /// The countries in which the armed groups act that an article names, those of the first first and each group's home before
    /// its others. An acronym that several bear names nobody yet, for want of places.
    /// </summary>
    public static ImmutableArray<string> Homes(ActorBook book, Document document)
    {
        var (homes, ofForces) = (new List<string>(), new List<string>());
        foreach (var sentence in document.Sentences)
        {
            var pieces = new FoldedSentence(sentence);
            for (var word = 0; word < sentence.Length; word++)
            {
                var form = sentence[word].Form;
                if (!char.IsUpper(form[0]) && !char.IsUpper(form[^1]))
                    continue;
                var (name, letters) = (book.Names.Match(pieces, word), book.Acronyms.Match(pieces, word));
                // "Uganda People's Defence Force" is none of another country's People's Defence Force.
                var last = Math.Max(book.States.Index.Match(pieces, word)?.Last ?? word, name?.Last ?? word);
                if (name is { Values: [var named] } && name.Value.Last == last && IsName(sentence, word, last))
                    Add(named);
                else if (
                    letters is { Values: [var meant] }
                    && letters.Value.Last >= last
                    && IsCapitals(sentence, word, letters.Value.Last)
                    && !sentence.InCapitals
                )
                    Add(meant);
                word = last;
            }
        }
        return [.. homes.Concat(ofForces).Distinct()];

        void Add(KnownActor actor)
        {
            if (actor.Type is ActorType.Rebel or ActorType.Militia or ActorType.Communal or ActorType.Criminal)
                homes.AddRange(actor.Countries);
            // Forces of states fight abroad too, and come last.
            else if (actor.Type is ActorType.StateForce)
                ofForces.AddRange(actor.Countries);
        }
    }

    private ActorMention? At(Sentence sentence, int word)
    {
        var pieces = folded[sentence.Index];
        var group = book.Names.Match(pieces, word);
        var acronym = book.Acronyms.Match(pieces, word);
        var state = book.States.Index.Match(pieces, word);
        var own = local.Match(pieces, word);
        if (own is { } known && known.Last >= (group?.Last ?? -1) && IsName(sentence, word, known.Last))
            return Mention(sentence, word, known.Last, known.Values[0], ["named so in the article"]);
        if (
            group is { } named
            && named.Last >= (state?.Last ?? -1)
            && IsName(sentence, word, named.Last)
            && Choose(sentence, named.Values, fullName: true) is { } choice
        )
            return Mention(sentence, word, named.Last, choice.Party, choice.Reasons, choice.Rivals);
        if (
            acronym is { } letters
            && letters.Last >= (state?.Last ?? -1)
            && IsCapitals(sentence, word, letters.Last)
            && !(sentence.InCapitals && IsSmallWord(sentence[word]))
            && Choose(sentence, letters.Values, fullName: false) is { } meant
        )
            return Mention(sentence, word, letters.Last, meant.Party, meant.Reasons, meant.Rivals);
        if (
            state is { } country
            && IsName(sentence, word, country.Last)
            // "blew up a pole", where all is written in capitals, is about nobody of Poland.
            && !(
                sentence.InCapitals
                && country.Last == word
                && (sentence[word] is { Tag: Upos.Noun, Xpos: "NN" } || sentence[word].Tag is Upos.Pron)
            )
        )
            return OfState(sentence, word, country.Last, country.Values);
        return null;
    }

    private ActorMention OfState(
        Sentence sentence,
        int first,
        int last,
        IReadOnlyList<(State State, StateForm Form)> states
    )
    {
        var chosen = states[0];
        foreach (var one in states)
            if (setting.Names(one.State.Iso3) && !setting.Names(chosen.State.Iso3))
                chosen = one;
        var mention = Mention(
            sentence,
            first,
            last,
            PartyOf(chosen.State.Government),
            [$"{chosen.Form} of {chosen.State.Name}"]
        );
        return mention with { State = chosen.State, IsSeat = chosen.Form == StateForm.Seat };
    }

    /// <summary>Which of several that bear a name: by country, by date, and by whether the article spells it out.</summary>
    private (Party Party, ImmutableArray<string> Reasons, ImmutableArray<string> Rivals)? Choose(
        Sentence sentence,
        IReadOnlyList<KnownActor> candidates,
        bool fullName
    )
    {
        var scored = candidates
            .Select(actor => (Actor: actor, Score: Score(sentence, actor, out var reasons), Reasons: reasons))
            .OrderByDescending(one => one.Score)
            .ThenBy(one => one.Actor.Id, StringComparer.Ordinal)
            .ToList();
        var best = scored[0];
        var isShort = !fullName && sentence.Length > 0 && best.Actor.Countries.Length > 0 && candidates.Count > 1;
        if (!fullName && scored.Count > 1 && scored[1].Score == best.Score)
        {
            // "AFP": where no country speaks for an army, the body that acts everywhere is meant.
            var everywhere = scored.FindAll(one => one.Score == best.Score && one.Actor.Countries.Length == 0);
            if (everywhere is not [var only])
                return null;
            return (
                PartyOf(only.Actor),
                only.Reasons,
                [.. scored.Where(one => one != only).Select(one => one.Actor.Id)]
            );
        }
        if (isShort && best.Score <= 0)
            return null;
        return (PartyOf(best.Actor), best.Reasons, [.. scored.Skip(1).Select(one => one.Actor.Id)]);
    }

    private int Score(Sentence sentence, KnownActor actor, out ImmutableArray<string> reasons)
    {
        var (score, why) = (0, new List<string> { "bears the name" });
        if (fullyNamed.Contains(actor.Id))
            (score, _) = (score + 4, Because("spelt out in the article"));
        if (actor.Countries.Any(country => setting.Names(sentence.Index, country)))
            (score, _) = (score + 2, Because("acts in a country of the sentence"));
        else if (actor.Countries.Any(setting.Names))
            (score, _) = (score + 1, Because("acts in a country of the article"));
        if (setting.Year is { } year && (actor.From > year || actor.To < year - 1))
            (score, _) = (score - 3, Because("did not exist then"));
        reasons = [.. why];
        return score;

        bool Because(string reason)
        {
            why.Add(reason);
            return true;
        }
    }

    /// <summary>Runs of capitalised words that hold a word for a body: "Dankalia Salvation Front".</summary>
    private void ReadUnknown(Sentence sentence)
    {
        if (sentence.InTitle)
            return;
        for (var word = 0; word < sentence.Length; word++)
        {
            if (
                !IsCapital(sentence, word)
                || sentence[word].Tag is not (Upos.Propn or Upos.Noun or Upos.Adj or Upos.Num)
            )
                continue;
            var last = word;
            while (last + 1 < sentence.Length && Continues(sentence, last + 1))
                last++;
            while (last > word && !IsCapital(sentence, last))
                last--;
            // "PATRIOTIC LIBERATION FRONT": where all is written in capitals, the word for the body may pass for a plain noun.
            while (sentence.InCapitals && last > word && last + 1 < sentence.Length && IsBody(sentence[last + 1]))
                last++;
            if (last > word && !IsKnown(sentence, word, last) && TypeOf(sentence, word, last) is { } type)
                AddLocal(sentence, word, last, type);
            word = last;
        }
    }

    private bool IsBody(Token word) =>
        word.Tag is Upos.Noun && keywords.Any(one => one.Key.Equals(word.Form, StringComparison.OrdinalIgnoreCase));

    private void AddLocal(Sentence sentence, int first, int last, ActorType type)
    {
        var name = sentence.Span(first, last).Text;
        var party = new Party { Name = name, Type = type };
        local.Add(name, party);
        if (
            last + 3 < sentence.Length
            && sentence[last + 1].Form is "(" or "-LRB-"
            && sentence[last + 3].Form is ")" or "-RRB-"
            && sentence[last + 2].Form is { Length: >= 2 and <= 8 } letters
            && letters.All(letter => char.IsUpper(letter) || letter is '-')
        )
            local.Add(letters, party);
    }

    private bool IsKnown(Sentence sentence, int first, int last)
    {
        // "ARMY OF NATIONAL LIBERATION": where all is written in capitals, a known name's first word may pass for a plain noun.
        for (var word = Math.Max(0, first - WordsBefore); word <= last; word++)
        {
            var group = book.Names.Match(folded[sentence.Index], word);
            if (group is { } match && (word < first ? match.Last >= last : word == first || match.Last == last))
                return true;
        }
        return false;
    }

    private ActorType? TypeOf(Sentence sentence, int first, int last)
    {
        foreach (var (keyword, type) in keywords)
            for (var word = first; word <= last; word++)
                if (
                    !(
                        word == first
                        && book.States.Index.Match(folded[sentence.Index], first) is { } state
                        && state.Last == last
                    ) && sentence[word].Form.Equals(keyword, StringComparison.OrdinalIgnoreCase)
                )
                    return FirstIsState(sentence, first, last, type) ? null : type;
        return null;
    }

    /// <summary>"Malian Army", "Ukrainian General Staff": a state's own, which the rule names better.</summary>
    private bool FirstIsState(Sentence sentence, int first, int last, ActorType type) =>
        book.States.Index.Match(folded[sentence.Index], first) is { } state
        && state.Values[0].Form != StateForm.Seat
        && book.Roles.Match(folded[sentence.Index], state.Last + 1) is { } role
        && role.Last == last
        && (role.Values[0].State is not null || type is ActorType.StateForce or ActorType.Government);

    private static bool Continues(Sentence sentence, int word)
    {
        if (IsCapital(sentence, word) && sentence[word].Tag is not (Upos.Punct or Upos.Pron or Upos.Verb))
            return true;
        return word + 1 < sentence.Length
            && sentence.Plays(Joining(sentence, word), Particle.NameInside)
            && (IsCapital(sentence, word + 1) || sentence.Plays(Joining(sentence, word + 1), Particle.NameOpening));
    }

    private static string Joining(Sentence sentence, int word) =>
        sentence.InCapitals ? sentence[word].Lemma : sentence[word].Form;

    private ActorMention Mention(
        Sentence sentence,
        int first,
        int last,
        Party party,
        ImmutableArray<string> reasons,
        ImmutableArray<string> rivals = default
    )
    {
        var span = sentence.Span(first, last);
        return new()
        {
            Sentence = sentence.Index,
            First = first,
            Last = last,
            Head = HeadOf(sentence, first, last),
            Party = party with { Spans = [span] },
            Form = MentionForm.Name,
            Span = span,
            Reasons = reasons,
            Rivals = rivals.IsDefault ? [] : rivals,
        };
    }

    /// <summary>The word of a stretch that hangs on something outside it.</summary>
    internal static int HeadOf(Sentence sentence, int first, int last)
    {
        for (var word = first; word <= last; word++)
            if (sentence[word].Head < first || sentence[word].Head > last)
                return word;
        return last;
    }

    internal static Party PartyOf(KnownActor actor) =>
        new()
        {
            Name = actor.Name,
            Id = actor.Id,
            Type = actor.Type,
        };

    // Where all is written in capitals, the tagger alone tells names.
    private static bool IsCapital(Sentence sentence, int word) =>
        sentence.InCapitals
            ? sentence[word].Tag == Upos.Propn
                || (
                    sentence[word].Tag == Upos.Adj && word + 1 < sentence.Length && sentence[word + 1].Tag == Upos.Propn
                )
            : char.IsUpper(sentence[word].Form[0])
                || char.IsDigit(sentence[word].Form[0]) && sentence[word].Tag == Upos.Propn;

    /// <summary>A name has a capital, and is no plain word at the beginning of a sentence.</summary>
    private static bool IsName(Sentence sentence, int first, int last)
    {
        for (var word = first; word <= last; word++)
            if (sentence[word].Form.Any(char.IsUpper) || sentence[word].Form.Any(letter => letter > 0x2ff))
                return true;
        return false;
    }

    /// <summary>"IS" where all is written in capitals.</summary>
    private static bool IsSmallWord(Token word) =>
        (word.Form.Length < 3 && word.Tag is not Upos.Propn)
        || word.Tag
            is Upos.Aux
                or Upos.Verb
                or Upos.Pron
                or Upos.Det
                or Upos.Adp
                or Upos.Cconj
                or Upos.Sconj
                or Upos.Part
                or Upos.Adv;

    private static bool IsCapitals(Sentence sentence, int first, int last)
    {
        var capitals = 0;
        for (var word = first; word <= last; word++)
            capitals += sentence[word].Form.Count(char.IsUpper);
        return capitals >= 2;
    }
}
