using System.Collections.Immutable;

namespace Annals.Language;

/// <summary>
/// Finds what a mention takes up: a name its earlier or fuller form, an acronym the name that it abbreviates, a pronoun or
/// a definite phrase the mention before it that fits in kind and number. Nearer ones and subjects come first, after the
/// sieves of Lee et al. (2013): the surest rule decides.
/// </summary>
internal sealed class ReferenceResolver(MentionWords words, Particles particles)
{
    private const int SentencesBack = 4;

    /// <summary>How many mentions back a name or a noun is looked for: more than an article has.</summary>
    private const int MentionsBack = 4000;

    private static int Earliest(ImmutableArray<Mention>.Builder before) => Math.Max(0, before.Count - MentionsBack);

    public ImmutableArray<Mention> Resolve(IReadOnlyList<Sentence> sentences, List<Mention> mentions)
    {
        var resolved = ImmutableArray.CreateBuilder<Mention>(mentions.Count);
        for (var index = 0; index < mentions.Count; index++)
        {
            var mention = mentions[index];
            var sentence = Of(sentences, mention);
            int? refersTo = mention.Form switch
            {
                MentionForm.Name => NameBefore(mention, resolved),
                MentionForm.Pronoun => PronounBefore(mention, sentence, resolved, sentences),
                _ => DefiniteBefore(mention, sentence, resolved, sentences),
            };
            var type = mention.Type;
            if (mention.Form == MentionForm.Pronoun)
                type = refersTo is { } to ? resolved[to].Type : words.Pronoun(sentence[mention.Head].Form)!.May[0];
            else if (
                mention.Form == MentionForm.Name
                && refersTo is { } name
                && resolved[name].Type == MentionType.Person
            )
                type = MentionType.Person;
            resolved.Add(
                refersTo is null && type == mention.Type ? mention : mention with { Type = type, RefersTo = refersTo }
            );
        }
        return resolved.MoveToImmutable();
    }

    /// <summary>The sentence of a mention; sentences stand in the order of their numbers, all of an article or some in a row.</summary>
    private static Sentence Of(IReadOnlyList<Sentence> sentences, Mention mention) =>
        sentences[mention.Sentence - sentences[0].Index];

    private static int? NameBefore(Mention name, ImmutableArray<Mention>.Builder before)
    {
        if (name.Type == MentionType.Nationality)
            return null;
        for (var i = before.Count - 1; i >= Earliest(before); i--)
            if (
                before[i] is { Form: MentionForm.Name } other
                && other.Type != MentionType.Nationality
                && IsSame(name, other)
            )
                return i;
        return null;
    }

    private static bool IsSame(Mention name, Mention other)
    {
        var a = name.Span.Text.AsSpan();
        var b = other.Span.Text.AsSpan();
        if (a.Equals(b, StringComparison.OrdinalIgnoreCase))
            return true;
        // A name that ends a person's name is that person, whatever the tagger took it for.
        if (other.Type == MentionType.Person)
            return a.Length < b.Length
                    && b[^a.Length..].Equals(a, StringComparison.OrdinalIgnoreCase)
                    && b[b.Length - a.Length - 1] is ' ' or '-'
                || b.StartsWith(a, StringComparison.OrdinalIgnoreCase) && b.Length > a.Length && b[a.Length] == ' ';
        return name.Type != MentionType.Person && IsAcronym(a, b);
    }

    private static bool IsAcronym(ReadOnlySpan<char> acronym, ReadOnlySpan<char> name)
    {
        if (acronym.Length is < 2 or > 8 || acronym.ContainsAnyExceptInRange('A', 'Z'))
            return false;
        var at = 0;
        for (var i = 0; i < name.Length && at < acronym.Length; i++)
            if (char.IsUpper(name[i]) && (i == 0 || !char.IsLetter(name[i - 1])) && name[i] == acronym[at])
                at++;
        return at == acronym.Length && name.Contains(' ');
    }

    private int? PronounBefore(
        Mention pronoun,
        Sentence sentence,
        ImmutableArray<Mention>.Builder before,
        IReadOnlyList<Sentence> sentences
    )
    {
        var form = words.Pronoun(sentence[pronoun.Head].Form)!;
        // "it" before a clause stands for nothing.
        if (!form.TakesUp || sentence[pronoun.Head].Relation == Dependency.Expl)
            return null;
        return Best(
            (Pronoun: pronoun, Form: form, Sentences: sentences),
            pronoun,
            before,
            sentences,
            static (resolver, asked, other) =>
                asked.Form.May.Contains(other.Type)
                && resolver.IsMany(other, Of(asked.Sentences, other)) is var many
                && (many is null || many == asked.Form.IsMany)
                && resolver.AgreesInGender(asked.Pronoun, other)
        );
    }

    /// <summary>"he" does not take up who was "she" before.</summary>
    private bool AgreesInGender(Mention pronoun, Mention other) =>
        other.Form != MentionForm.Pronoun || IsFemale(pronoun.Span.Text) == IsFemale(other.Span.Text);

    private bool IsFemale(string pronoun) => particles.Holds(Particle.Female, pronoun);

    private int? DefiniteBefore(
        Mention phrase,
        Sentence sentence,
        ImmutableArray<Mention>.Builder before,
        IReadOnlyList<Sentence> sentences
    )
    {
        if (
            sentence[phrase.First].Form is not { } opener
            || !particles.Holds(Particle.Opener, opener)
            || words.Nominal(sentence[phrase.Head].Lemma) is not { } noun
        )
            return null;
        var lemma = words.Singular(sentence[phrase.Head].Lemma);
        for (var i = before.Count - 1; i >= Earliest(before); i--)
            if (
                before[i].Form == MentionForm.Nominal
                && words
                    .Singular(Of(sentences, before[i])[before[i].Head].Lemma)
                    .Equals(lemma, StringComparison.OrdinalIgnoreCase)
                && before[i].Type == phrase.Type
            )
                return i;
        if (phrase.Last > phrase.First + 1)
            return null;
        if (NameEndingIn(lemma, before, sentences) is { } named)
            return named;
        return phrase.Type switch
        {
            MentionType.ArmedGroup or MentionType.Organisation => Best(
                phrase,
                phrase,
                before,
                sentences,
                static (_, _, other) =>
                    other.Type is MentionType.ArmedGroup or MentionType.Organisation && other.Form == MentionForm.Name
            ),
            MentionType.Place or MentionType.Facility => Best(
                phrase,
                phrase,
                before,
                sentences,
                static (_, asked, other) => other.Type == asked.Type && other.Form == MentionForm.Name
            ),
            MentionType.Person => Best(
                (noun.IsMany, IsPlural: sentence[phrase.Head].Xpos is "NNS", Sentences: sentences),
                phrase,
                before,
                sentences,
                static (resolver, asked, other) =>
                    other.Type == MentionType.Person
                        && (resolver.IsMany(other, Of(asked.Sentences, other)) ?? asked.IsMany)
                            == (asked.IsMany || asked.IsPlural)
                    // "the rebels" may be a band that was named.
                    || asked.IsPlural && other is { Type: MentionType.ArmedGroup, Form: MentionForm.Name }
            ),
            _ => null,
        };
    }

    /// <summary>"the council" after "the National Resistance Council", "the province" after "Herat province".</summary>
    private static int? NameEndingIn(
        string lemma,
        ImmutableArray<Mention>.Builder before,
        IReadOnlyList<Sentence> sentences
    )
    {
        for (var i = before.Count - 1; i >= Earliest(before); i--)
            if (
                before[i] is { Form: MentionForm.Name } name
                && name.Last > name.First
                && Of(sentences, name)[name.Last].Form.Equals(lemma, StringComparison.OrdinalIgnoreCase)
            )
                return i;
        return null;
    }

    /// <summary>Null where either will do: bodies are one and many.</summary>
    private bool? IsMany(Mention mention, Sentence sentence) =>
        mention.Form switch
        {
            MentionForm.Pronoun => words.Pronoun(sentence[mention.Head].Form)!.IsMany,
            _ when IsJoined(sentence, mention.Head) => null,
            MentionForm.Name => mention.Type
                is MentionType.Organisation
                    or MentionType.ArmedGroup
                    or MentionType.Nationality
                ? null
                : false,
            _ when words.Nominal(sentence[mention.Head].Lemma) is { IsMany: true } => null,
            _ => sentence[mention.Head].Xpos is "NNS" or "NNPS",
        };

    /// <summary>"Carlos Ruiz and Pedro Gil": the first stands for both.</summary>
    private static bool IsJoined(Sentence sentence, int head) =>
        sentence.Child(head, Dependency.Conj) is var other and >= 0 && sentence[other].Tag is Upos.Propn or Upos.Noun;

    /// <summary>The candidate with the best sum of nearness and prominence.</summary>
    /// <param name="asked">What the rule looks at besides; handed on, so that nothing is made for each mention.</param>
    private int? Best<T>(
        T asked,
        Mention mention,
        ImmutableArray<Mention>.Builder before,
        IReadOnlyList<Sentence> sentences,
        Func<ReferenceResolver, T, Mention, bool> fits
    )
    {
        int? best = null;
        var bestScore = int.MinValue;
        for (var i = before.Count - 1; i >= 0 && mention.Sentence - before[i].Sentence <= SentencesBack; i--)
        {
            var other = before[i];
            if (
                other.Span.InTitle != mention.Span.InTitle && !other.Span.InTitle
                || IsFirstPerson(other, sentences)
                || !fits(this, asked, other)
                || other.Sentence == mention.Sentence && other.First <= mention.First && mention.Last <= other.Last
                || IsOtherThanSubject(mention, other, Of(sentences, mention))
            )
                continue;
            var score = Score(mention, other, Of(sentences, mention), Of(sentences, other));
            if (score > bestScore)
                (best, bestScore) = (i, score);
        }
        return best;
    }

    private bool IsFirstPerson(Mention mention, IReadOnlyList<Sentence> sentences) =>
        mention.Form == MentionForm.Pronoun
        && words.Pronoun(Of(sentences, mention)[mention.Head].Form) is { TakesUp: false };

    /// <summary>
    /// "The army retook it", "Soldiers drove the raiders off, killing four of them": whatever is done to a pronoun that is not reflexive is
    /// done to somebody else than who does it.
    /// </summary>
    private bool IsOtherThanSubject(Mention mention, Mention other, Sentence sentence)
    {
        if (
            mention.Form is not MentionForm.Pronoun
            || other.Sentence != mention.Sentence
            || sentence[other.Head].Relation is not (Dependency.Nsubj or Dependency.NsubjPass)
            || particles.Holds(Particle.Itself, mention.Span.Text)
        )
            return false;
        var part = mention.Head;
        if (
            sentence[part] is { Relation: Dependency.Nmod, Head: >= 0 and var counted }
            && sentence[counted].Tag is Upos.Num
        )
            part = counted;
        if (sentence[part] is not { Relation: Dependency.Obj or Dependency.Iobj, Head: >= 0 and var verb })
            return false;
        if (
            sentence[verb] is { Xpos: "VBG", Relation: Dependency.Advcl, Head: >= 0 and var main }
            && sentence.Child(verb, Dependency.Nsubj) < 0
        )
            verb = main;
        return sentence[other.Head].Head == verb;
    }

    private static int Score(Mention mention, Mention other, Sentence here, Sentence there)
    {
        var score = -30 * (mention.Sentence - other.Sentence);
        var relation = there[other.Head].Relation;
        // "Gunmen took three teachers. They were freed": whatever is done is done to those to whom something was done before.
        var isDoneTo = mention.Form is MentionForm.Pronoun && here[mention.Head].Relation is Dependency.NsubjPass;
        score += relation switch
        {
            Dependency.Obj when isDoneTo => 25,
            Dependency.Nsubj when isDoneTo => 15,
            Dependency.Nsubj or Dependency.NsubjPass => 25,
            Dependency.Obj or Dependency.Iobj => 10,
            Dependency.NmodPoss or Dependency.Compound => -12,
            Dependency.Nmod => -6,
            _ => 0,
        };
        score += other.Form switch
        {
            MentionForm.Name => 6,
            MentionForm.Pronoun => 8,
            _ => 0,
        };
        // Two parts of one verb are two things, unless the second is reflexive.
        if (mention.Sentence == other.Sentence)
            score +=
                here[mention.Head].Head == here[other.Head].Head && here[mention.Head].Relation != Dependency.NmodPoss
                    ? -40
                    : (other.First - mention.First) / 4;
        return score;
    }
}
