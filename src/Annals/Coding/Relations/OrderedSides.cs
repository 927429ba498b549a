using System.Collections.Immutable;
using Annals.Coding.Actors;
using Annals.Coding.Happenings;
using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Relations;

/// <summary>
/// The two sides of a relation by the order of the words, where the tree gives none: in "X, the Y group, is based in Z"
/// whoever stands before the verb and its apposition is the subject, and what stands right behind it the object.
/// </summary>
internal sealed class OrderedSides(CodingContext context, Sentence sentence, Sides sides)
{
    private const int LongestAside = 18;

    public (ImmutableArray<Party> Subject, ImmutableArray<Party> Object) Fill(int word, RelationTrigger row)
    {
        var subject = Before(word);
        var @object = After(word, row);
        return (
            subject < 0 ? [] : sides.Parties(subject, row.SubjectKind),
            @object < 0 ? []
            : row.ObjectKind is "place" ? Places(@object)
            : sides.Parties(@object, row.ObjectKind)
        );
    }

    /// <summary>The noun before the verb group; an aside between commas is stepped over.</summary>
    private int Before(int word)
    {
        var at = word - 1;
        while (at >= 0 && sentence[at].Tag is Upos.Aux or Upos.Adv or Upos.Part)
            at--;
        if (at >= 0 && sentence.Plays(sentence[at].Lemma, Particle.Relative))
            at--;
        if (at > 0 && sentence[at].Form == ",")
        {
            at--;
            var open = at;
            while (open > 0 && at - open < LongestAside && sentence[open].Form != ",")
                open--;
            // "X, an ally of Y, is": the first comma opens the aside; ", which" right before the verb has none.
            if (open > 0 && sentence[open].Form == "," && !sentence.Plays(sentence[word - 1].Lemma, Particle.Relative))
                at = open - 1;
        }
        if (at < 0 || sentence[at].Tag is not (Upos.Noun or Upos.Propn or Upos.Pron))
            return -1;
        if (context.Cast.At(sentence.Index, at) is { } mention)
            return mention.Head;
        var head = at;
        while (
            sentence[head].Head >= 0
            && sentence[head].Head < at
            && sentence[head].Relation is Dependency.Compound or Dependency.Flat or Dependency.Nmod
        )
            head = sentence[head].Head;
        return head;
    }

    /// <summary>The noun behind the word, after its preposition where the row wants one.</summary>
    private int After(int word, RelationTrigger row)
    {
        var at = word + 1;
        while (at < sentence.Length && sentence[at].Tag is Upos.Adv)
            at++;
        if (at >= sentence.Length)
            return -1;
        var isDirect = row.Object.Contains("obj");
        if (sentence[at].Tag == Upos.Adp || sentence.Plays(sentence[at].Lemma, Particle.To))
        {
            if (!row.Object.Contains(sentence[at].Form.ToLowerInvariant()))
                return -1;
            at++;
        }
        else if (!isDirect)
            return -1;
        while (at < sentence.Length && sentence[at].Tag is Upos.Det or Upos.Adj or Upos.Adv or Upos.Num)
            at++;
        if (at >= sentence.Length || sentence[at].Tag is not (Upos.Noun or Upos.Propn))
            return -1;
        if (context.Cast.At(sentence.Index, at) is { } mention)
            return mention.Head;
        while (at + 1 < sentence.Length && sentence[at + 1].Tag is Upos.Noun or Upos.Propn)
            at++;
        return at;
    }

    /// <summary>The places from a word on, as long as commas and "and" alone part them.</summary>
    private ImmutableArray<Party> Places(int first)
    {
        var parties = ImmutableArray.CreateBuilder<Party>();
        var at = first;
        while (at > 0 && sentence[at - 1].Tag is Upos.Propn or Upos.Noun)
            at--;
        while (at < sentence.Length)
        {
            var place = context.PlacesOf(sentence.Index).FirstOrDefault(one => one.First <= at && at <= one.Last);
            var (from, to) = place is null ? Name(at) : (place.First, place.Last);
            if (to < from)
            {
                if (
                    sentence[at].Form is ","
                    || sentence.Plays(sentence[at].Form, Particle.And)
                    || sentence[at].Tag is Upos.Det or Upos.Adj or Upos.Noun
                )
                {
                    if (sentence[at].Tag is Upos.Noun && parties.Count > 0)
                        break;
                    at++;
                    continue;
                }
                if (
                    (sentence.Plays(sentence[at].Lemma, Particle.Of) || sentence.Plays(sentence[at].Lemma, Particle.In))
                    && parties.Count == 0
                )
                {
                    at++;
                    continue;
                }
                break;
            }
            var span = sentence.Span(from, to);
            parties.Add(new Party { Name = span.Text, Spans = [span] });
            at = to + 1;
            if (
                at < sentence.Length
                && sentence[at].Form is not ","
                && !sentence.Plays(sentence[at].Form, Particle.And)
            )
                break;
            if (at + 1 < sentence.Length && sentence[at].Form == "," && !IsNameAt(at + 1))
                break;
        }
        return parties.ToImmutable();
    }

    private bool IsNameAt(int word) =>
        sentence[word].Tag == Upos.Propn || sentence.Plays(sentence[word].Form, Particle.And);

    private (int From, int To) Name(int at)
    {
        if (sentence[at].Tag != Upos.Propn)
            return (0, -1);
        var last = at;
        while (last + 1 < sentence.Length && sentence[last + 1].Tag == Upos.Propn)
            last++;
        return (at, last);
    }
}
