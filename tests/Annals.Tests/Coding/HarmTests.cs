using Annals.Coding;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Who was harmed and by whom, in full sentences and in the notes of people who count incidents.</summary>
public class HarmTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static List<Happening> Code(string text) =>
        [
            .. Pipeline
                .Code(
                    new Article
                    {
                        Id = "a-test",
                        Text = text,
                        Published = Publication.Unknown,
                    }
                )
                .OfType<Happening>(),
        ];

    [Theory]
    [InlineData("Two nurses wounded in an ambush by the LRA.", Effect.Injured, 2)]
    [InlineData("5 national staff of a relief agency kidnapped near Kutum.", Effect.Abducted, 5)]
    [InlineData("3 agency international (Danish) staff killed near Bor.", Effect.Killed, 3)]
    [InlineData("Four drivers were killed and one seriously injured near Bria.", Effect.Injured, 1)]
    [InlineData("A surveyor was killed and six were injured near Kindu.", Effect.Injured, 6)]
    [InlineData("The bomb wounded two guards of the clinic in Baidoa.", Effect.Injured, 2)]
    [InlineData("A midwife was shot in the leg at a checkpoint in Malakal.", Effect.Injured, 1)]
    [InlineData("Two porters suffered injuries when gunmen attacked their truck near Pibor.", Effect.Injured, 2)]
    public void Counts_those_harmed_in_notes_as_in_sentences(string text, Effect effect, int best) =>
        Assert.Contains(Code(text).SelectMany(it => it.Harm), harm => harm.Effect == effect && harm.Best == best);

    [Theory]
    [InlineData("An engineer was shot and killed near Gao.", Effect.Injured)]
    [InlineData("Armed men stopped the team near Gao and abducted three vehicles.", Effect.Abducted)]
    [InlineData("A driver was kidnapped on 10 November near Gao.", Effect.Killed)]
    [InlineData("Gunmen shot at the mayor of Mopti but he escaped unhurt.", Effect.Injured)]
    public void Gives_no_harm_that_the_words_do_not_give(string text, Effect effect) =>
        Assert.DoesNotContain(Code(text).SelectMany(it => it.Harm), harm => harm.Effect == effect);

    [Theory]
    [InlineData("A cook was shot and killed by Malian soldiers in Gao.", "Malian Armed Forces")]
    [InlineData("Two clerks were abducted while mapping wells near Gao by gunmen.", "gunmen")]
    [InlineData("A baker was killed in a Taliban attack in Kabul.", "Taliban")]
    [InlineData("A welder was killed in an attack attributed to Boko Haram in Maiduguri.", "Boko Haram")]
    [InlineData("Three miners were kidnapped by gunmen believed to be members of Boko Haram.", "Boko Haram")]
    [InlineData("An intern was stabbed by a beneficiary at the gate of the clinic in Goma.", "beneficiary")]
    public void Finds_who_did_it(string text, string name) =>
        Assert.Contains(
            Code(text).SelectMany(it => it.Actors),
            actor => actor.Role == ActorRole.Perpetrator && actor.Name == name
        );

    [Theory]
    [InlineData("Two nurses wounded in an ambush near Gao.")]
    [InlineData("3 agency staff killed when a shell hit their car in Aleppo.")]
    [InlineData("The injured officer was taken to hospital after an attack by gunmen.")]
    public void Whoever_is_hurt_did_not_do_it(string text) =>
        Assert.DoesNotContain(
            Code(text).SelectMany(it => it.Actors),
            actor => actor.Role == ActorRole.Perpetrator && !actor.Name.Contains("gunmen", StringComparison.Ordinal)
        );
}
