namespace Annals.Language;

/// <summary>Numbers that name or score and count nothing: "AK-47", "Flight 93", "Resolution 1701", "3-1", "+961 1 55 66".</summary>
internal static class NumberLabels
{
    public static bool IsLabel(AtomLine line, int at, NumberWords tables, out int end)
    {
        end = at + 1;
        if (!line.IsKind(at, AtomKind.Digits))
            return false;
        if (
            IsGluedToName(line, at)
            || IsAfterNoun(line, at, tables)
            || line.Is(at - 1, "#")
            || line.Is(at - 1, "+") && line.IsGlued(at)
        )
            return true;
        if (IsChain(line, at, out end))
            return true;
        end = at + 1;
        return line.IsGlued(end) && line.IsKind(end, AtomKind.Letters) && IsPartOfName(line, end, tables);
    }

    /// <summary>Letters before it without a gap, or with a dash alone: "G7", "AK-47", "COVID-19".</summary>
    private static bool IsGluedToName(AtomLine line, int at)
    {
        if (!line.IsGlued(at))
            return false;
        if (line.IsKind(at - 1, AtomKind.Letters))
            return true;
        return line.IsDash(at - 1)
            && line.IsGlued(at - 1)
            && line.IsKind(at - 2, AtomKind.Letters)
            && char.IsUpper(line.Text(at - 2)[0])
            && line.Text(at - 2).Length <= 5;
    }

    private static bool IsAfterNoun(AtomLine line, int at, NumberWords tables)
    {
        var noun = line.Is(at - 1, ".") ? at - 2 : at - 1;
        return noun >= 0
            && line.IsKind(noun, AtomKind.Letters)
            && (char.IsUpper(line.Text(noun)[0]) || line.Is(noun, Particle.NumberNoun))
            && tables.Words.Match(line, noun, out _) is { Role: NumberRole.Label or NumberRole.No }
            && (noun == at - 1 || line.Is(noun, Particle.NumberShort))
            && !(line.Is(noun, Particle.NumberNo) && noun == at - 1);
    }

    /// <summary>Digits joined by marks that make neither a range nor a part: scores, phone and version numbers.</summary>
    private static bool IsChain(AtomLine line, int at, out int end)
    {
        end = at + 1;
        var links = 0;
        while (
            line.IsGlued(end)
            && line.IsGlued(end + 1)
            && line.IsKind(end + 1, AtomKind.Digits)
            && (line.IsDash(end) || line.Is(end, ".") || line.Is(end, "/") || line.Is(end, ":"))
        )
        {
            links++;
            end += 2;
        }
        if (links == 0)
            return false;
        if (links > 1)
            return true;
        var mark = line.Text(at + 1)[0];
        var (left, right) = (Value(line, at), Value(line, at + 2));
        return mark switch
        {
            ':' or '.' => true,
            '/' => right > 10 || left >= right,
            _ => left >= right,
        };
    }

    private static double Value(AtomLine line, int at) =>
        double.TryParse(
            line.Text(at),
            System.Globalization.NumberStyles.Number,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : 0;

    /// <summary>Letters glued after it that are neither a unit nor an ordinal's ending nor a scale: "737MAX", "4x4".</summary>
    private static bool IsPartOfName(AtomLine line, int at, NumberWords tables)
    {
        if (line.Is(at, Particle.OrdinalEnding) || line.Is(at, Particle.PluralEnding) || line.Is(at, Particle.HalfDay))
            return false;
        if (tables.UnitsAfter.Match(line, at, out _) is not null)
            return false;
        return tables.Words.Match(line, at, out _) is not { Role: NumberRole.Suffix or NumberRole.Scale };
    }
}

/// <summary>Bare years that no time expression took ("the 2003 invasion").</summary>
internal static class YearShape
{
    public static bool IsYear(AtomLine line, Figure figure)
    {
        if (
            figure.Next != figure.First + 1
            || !line.IsKind(figure.First, AtomKind.Digits)
            || line.Text(figure.First).Length != 4
        )
            return false;
        if (figure.Count.Best is not (>= 1900 and < 2100))
            return false;
        var next = figure.Next;
        var people =
            line.IsKind(next, AtomKind.Letters) && line.EndsIn(next, Particle.PluralEnding)
            || line.Is(next, Particle.People);
        return !people || figure.Count.Best % 100 != 0 && line.Is(figure.First - 1, Particle.Definite);
    }
}

/// <summary>The word that a number counts.</summary>
internal static class CountedWord
{
    /// <summary>By the tree: what the number modifies, or what stands in its "of"; else the noun that follows. -1 for none.</summary>
    public static int Of(Sentence sentence, int first, int last, Particles particles)
    {
        var top = last;
        for (var word = first; word <= last; word++)
            if (
                sentence[word].Head is var head
                && (head < first || head > last)
                && sentence[word].Tag is Upos.Num or Upos.Noun or Upos.Det or Upos.Adj or Upos.Pron
            )
                top = word;
        ref readonly var token = ref sentence[top];
        if (
            token.Head >= 0
            && token.Head > last
            && token.Relation is Dependency.Nummod or Dependency.Det or Dependency.Amod or Dependency.Compound
            && sentence[token.Head].Tag is Upos.Noun or Upos.Propn or Upos.Pron or Upos.Adj
        )
            return token.Head;
        foreach (var child in sentence.ChildrenOf(top))
            if (
                child > last
                && sentence[child].Relation == Dependency.Nmod
                && sentence[child].Tag is Upos.Noun or Upos.Propn or Upos.Pron
            )
                return child;
        return Following(sentence, last + 1, particles);
    }

    private static int Following(Sentence sentence, int word, Particles particles)
    {
        var noun = -1;
        for (var steps = 0; word < sentence.Length && steps < 6; word++, steps++)
        {
            var tag = sentence[word].Tag;
            if (tag is Upos.Noun or Upos.Propn)
                noun = word;
            else if (noun >= 0 || tag is not (Upos.Adj or Upos.Num) && !IsLink(sentence[word].Form, particles))
                break;
        }
        return noun;
    }

    private static bool IsLink(string form, Particles particles) =>
        form == "-" || particles.Holds(Particle.CountLink, form);
}
