using Annals.Language;
using Annals.Record;

namespace Annals.Coding.Happenings;

/// <summary>
/// What a demonstration makes of the acts that its sentence tells beside it: clashes there are a riot and no battle, and whoever is
/// arrested or driven off there is who demonstrated.
/// </summary>
public sealed class BesideProtest(ArticleReader reader)
{
    /// <param name="acts">All of one sentence.</param>
    public void Settle(Sentence sentence, List<Act> acts)
    {
        var isProtest = acts.Exists(act => act.Type is "protest" or "crackdown" or "riot");
        foreach (var act in acts)
            if (
                act.Tags.Contains("or-crowd")
                && act.Type == "armed-clash"
                && (isProtest || HasDemonstrators(sentence))
                && !act.Fillers.Exists(filler => IsArmedGroup(filler.Phrase))
            )
                act.Type = "riot";
            else if (act.Type == "crackdown" && IsViolent(act))
                act.Tags.Add("excessive");
        if (!acts.Exists(act => act.Type == "protest"))
            return;
        foreach (var act in acts)
            if (act.Type == "crackdown" || act.Type == "arrest" && act.InRole("target").Any(IsDemonstrator))
            {
                act.Tags.Add("intervention");
                foreach (var protest in acts.Where(other => other.Type == "protest"))
                    protest.Tags.Add("intervention");
            }
    }

    /// <summary>"violently dispersed", "a brutal crackdown".</summary>
    private bool IsViolent(Act act)
    {
        var (sentence, lemmas) = (act.Sentence, reader.WordsOf(act.Sentence.Index).Lemmas);
        foreach (var child in sentence.ChildrenOf(act.Head))
            if (
                sentence[child].Relation is Dependency.Advmod or Dependency.Amod
                && reader.Codebook.IsOfClass(lemmas[child], "violently")
            )
                return true;
        return false;
    }

    private static bool IsDemonstrator(NounPhrase phrase) =>
        phrase.People?.Type is ActorType.Protesters or ActorType.Rioters;

    private bool IsArmedGroup(NounPhrase phrase) =>
        reader.TypeOf(phrase) is ActorType.Rebel or ActorType.Militia or ActorType.Communal or ActorType.Criminal;

    private bool HasDemonstrators(Sentence sentence)
    {
        var words = reader.WordsOf(sentence.Index);
        var found = new List<PhraseMatch<PeopleNoun>>();
        for (var word = 0; word < sentence.Length; word++)
        {
            found.Clear();
            reader.Codebook.People.Match(words, word, found);
            if (found.Exists(match => match.Value is { Armed: false, Type: ActorType.Protesters or ActorType.Rioters }))
                return true;
        }
        return false;
    }
}
