using System.Linq;
using Annals.Coding.Actors;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Tests.Coding;

/// <summary>Actors, and the reports that are no happenings, on sentences of our own.</summary>
public sealed class StatementTests
{
    private static readonly Pipeline Pipeline = Pipeline.Load(KnowledgeFolder.Default);

    private static Report[] Code(string text) =>
        [
            .. Pipeline.Code(
                new Article
                {
                    Id = "a-1",
                    Text = text,
                    Published = new()
                    {
                        From = new(2022, 3, 10),
                        To = new(2022, 3, 10),
                        Precision = TimePrecision.Day,
                    },
                }
            ),
        ];

    [Fact]
    public void Every_state_has_a_government_an_army_and_a_police()
    {
        var book = ActorBook.Load(KnowledgeFolder.Default);
        Assert.True(book.States.All.Length >= 195);
        Assert.All(book.States.All, state => Assert.NotNull(book.Of(state.Iso3.ToLowerInvariant() + "-army")));
        Assert.True(
            book.Actors.Values.Count(actor => actor is { IsState: false, Type: ActorType.Rebel or ActorType.Militia })
                >= 120
        );
    }

    [Fact]
    public void A_tally_checks_its_own_arithmetic()
    {
        var tally = Assert.Single(
            Code("Bandits carried out 56 kidnappings in February, an average of two a day, a monitoring group said.")
                .OfType<Tally>()
        );
        Assert.Equal(56, tally.Count?.Best);
        Assert.Equal("consistent", tally.Check?.Verdict);
    }

    [Theory]
    [InlineData(
        "Al-Shabaab said it had carried out 120 attacks in Somalia since January, an average of two a day.",
        "al-shabaab"
    )]
    [InlineData("Hezbollah said on Monday that it had fired 300 rockets since February.", "hezbollah")]
    [InlineData("Al-Shabaab claimed 120 attacks in Somalia since January.", "al-shabaab")]
    [InlineData("The United Nations said it had recorded 120 attacks in Somalia since January.", null)]
    [InlineData("Al-Shabaab said the army had carried out 120 attacks in Somalia since January.", null)]
    public void Who_sums_up_deeds_of_its_own_claims_them(string text, string? claimant) =>
        Assert.Equal(claimant, Assert.Single(Code(text).OfType<Tally>()).Claimant?.Id);

    [Theory]
    [InlineData("M23 controls Goma, and its leader is Bertrand Bisimwa.", "Bertrand Bisimwa", "m23")]
    [InlineData(
        "Boko Haram attacked the town. The group's leader is Abubakar Shekau.",
        "Abubakar Shekau",
        "boko-haram"
    )]
    public void Who_is_said_to_be_the_leader_leads(string text, string leader, string led) =>
        Assert.Contains(
            Code(text).OfType<Relation>(),
            relation =>
                relation.Name == Relations.Leads && relation.Subject[0].Name == leader && relation.Object[0].Id == led
        );

    [Fact]
    public void A_second_predicate_has_the_subject_of_a_first_that_is_passive() =>
        Assert.Contains(
            Code("MUJAO is based in Gao and has been active in Niger since April.").OfType<Relation>(),
            relation => relation.Name == Relations.ActiveIn && relation.Subject[0].Name.Contains("Oneness")
        );

    [Fact]
    public void What_is_named_to_be_left_out_is_no_object() =>
        Assert.All(
            Code("The rebels hold Gao but not Kidal.").OfType<Relation>(),
            relation => Assert.DoesNotContain(relation.Object, place => place.Name == "Kidal")
        );

    [Theory]
    [InlineData(
        "The Arakan Army is allied with the Kachin Independence Army.",
        "allied-with",
        "arakan-army",
        "kachin-independence-army"
    )]
    [InlineData(
        "The Allied Democratic Forces, an affiliate of Islamic State, burned two shops.",
        "affiliate-of",
        "allied-democratic-forces",
        "islamic-state"
    )]
    [InlineData("Al-Shabaab militants are now active in Kenya and Somalia.", "active-in", "al-shabaab", null)]
    [InlineData(
        "Al-Shabaab fired on a post. The death of its chief Omar Farah Warsame during a raid by US forces changed little.",
        "led-until",
        null,
        "al-shabaab"
    )]
    public void Relations_name_their_two_sides(string text, string relation, string? subject, string? @object)
    {
        var found = Assert.Single(Code(text).OfType<Relation>());
        Assert.Equal((relation, subject, @object), (found.Name, found.Subject[0].Id, found.Object[0].Id));
    }

    [Fact]
    public void He_is_the_general_behind_the_quotation_and_the_agency_only_relays()
    {
        var said = Assert.Single(
            Code(
                    "\"It has lost its towns, but with the aim of keeping its fighters in Kenya,\" General Paul Otieno, "
                        + "head of the command that leads troops deployed in Somalia, said on Monday.\n\n"
                        + "The group poses a threat to the coast, he said, Reuters reported."
                )
                .OfType<Assessment>()
        );
        Assert.Equal("Paul Otieno", said.Who.Who);
    }

    [Fact]
    public void A_warning_is_an_assessment_and_plain_facts_are_none()
    {
        var warning = Assert.Single(
            Code("France warned that the Taliban could return to the valley.").OfType<Assessment>()
        );
        Assert.Equal(("warns", "fra"), (warning.Stance, warning.Who.Id));
        Assert.Empty(Code("Police said that three men were arrested in Lagos on Monday.").OfType<Assessment>());
    }

    [Theory]
    [InlineData("\"The ceasefire will collapse,\" a diplomat in Sana'a said.", "forecasts", "diplomat", null)]
    [InlineData("It is likely that the talks fail, the envoy said.", "forecasts", "envoy", null)]
    [InlineData("France accused Captain Jean Moreau of arming the rebels.", "accuses", "France", "Moreau")]
    [InlineData("India blames Boko Haram for the raid.", "accuses", "India", "Boko Haram")]
    [InlineData("Kenya rejected claims that the rebels had taken the bridge.", "denies", "Kenya", "rebels")]
    [InlineData("The governor warned farmers against using the road.", "warns", "governor", "farmers")]
    [InlineData("Kenya has rejected a request by Sudan to free the envoys.", "rejects", "Kenya", "Sudan")]
    [InlineData("France is opposed to the plan of the rebels.", "rejects", "France", "rebels")]
    [InlineData("Germany welcomed the decision of Poland on Monday.", "supports", "Germany", "Poland")]
    [InlineData("France said on Monday that the rebels must leave the port.", "calls-for", "France", "rebels")]
    [InlineData("I judge that the army cannot hold the port.", "assesses", "I", "army")]
    [InlineData("This newspaper believes that the junta has failed.", "assesses", "newspaper", "junta")]
    public void A_stance_has_a_speaker_and_whom_it_is_about(string text, string stance, string who, string? about)
    {
        var said = Assert.Single(Code(text).OfType<Assessment>());
        Assert.Equal(stance, said.Stance);
        Assert.Contains(who, $"{said.Who.Who} {said.Who.Role}", StringComparison.OrdinalIgnoreCase);
        if (about is not null)
            Assert.Contains(
                said.About,
                party =>
                    party.Name.Contains(about, StringComparison.OrdinalIgnoreCase)
                    || party.Spans.Any(span => span.Text.Contains(about, StringComparison.OrdinalIgnoreCase))
            );
    }

    [Theory]
    [InlineData("The minister dismissed the general.")]
    [InlineData("No party has blamed the army for the fire.")]
    [InlineData("This manual explains how incidents are counted.")]
    [InlineData("The villagers rejected the food.")]
    public void Who_takes_no_stance_assesses_nothing(string text) => Assert.Empty(Code(text).OfType<Assessment>());

    [Fact]
    public void What_must_have_been_is_no_demand() =>
        Assert.DoesNotContain(
            Code("France said that the rebels must have left the port.").OfType<Assessment>(),
            said => said.Stance == "calls-for"
        );

    [Theory]
    [InlineData("Katiba Noura is an affiliate of Boko Haram.", "affiliate-of", "Katiba Noura", "Boko Haram")]
    [InlineData("\"We are allied with Boko Haram,\" Musa Abdu said.", "allied-with", "Musa Abdu", "Boko Haram")]
    [InlineData("Fighters control nine of the district's ten hamlets.", "controls", "Fighters", "hamlets")]
    [InlineData("From 1990 until 1995 Colonel Petrov led the Wolves Brigade.", "leads", "Petrov", "Wolves Brigade")]
    [InlineData("Ali Hassan has been named commander of the Coast Division.", "leads", "Ali Hassan", "Coast Division")]
    [InlineData("The Third Column belongs to the Karen Army.", "part-of", "Third Column", "Karen Army")]
    [InlineData("The militia is allied with Boko Haram; both oppose the police.", "opposes", "Boko Haram", "police")]
    public void A_relation_is_read_where_the_book_knows_neither_side(
        string text,
        string name,
        string subject,
        string @object
    ) =>
        Assert.Contains(
            Code(text).OfType<Relation>(),
            relation =>
                relation.Name == name
                && relation.Subject.Any(party => party.Name.Contains(subject, StringComparison.Ordinal))
                && relation.Object.Any(party => party.Name.Contains(@object, StringComparison.OrdinalIgnoreCase))
        );

    [Fact]
    public void What_a_territory_is_as_large_as_is_not_controlled_and_the_area_is_the_place_named_before()
    {
        var held = Code("Boko Haram controls a territory the size of Britain in Nigeria and Niger.");
        Assert.DoesNotContain(
            held.OfType<Relation>().SelectMany(relation => relation.Object),
            party => party.Name == "Britain"
        );
        var area = Code("Fighting reached Gao on Monday. Boko Haram controls the area.").OfType<Relation>();
        Assert.Contains(area, relation => relation is { Name: "controls", Place.Country: "MLI" });
    }

    [Fact]
    public void An_explanation_says_why_it_is_this_actor_and_which_others_bear_the_name()
    {
        var explained = Pipeline.Explain(
            Some.Article(
                text: "ADF fighters attacked a village near Beni in the Democratic Republic of the Congo on Monday."
            )
        );
        var said = explained.Reasons.SelectMany(one => one.Reasons).Select(reason => reason.What);
        Assert.Contains(
            "actor: \"ADF\" is allied-democratic-forces: bears the name; acts in a country of the sentence; not ambazonia-defence-forces, aus-army",
            said
        );
    }

    [Theory]
    [InlineData("Some 40,000 people in Aleppo are in need of water.", "people in need", "Aleppo")]
    [InlineData("Some 40,000 people remain displaced in Tambura territory.", "people displaced", "Tambura")]
    [InlineData("About 40,000 people in Gao and other towns need food.", "people in need", "Gao")]
    public void A_figure_has_its_measure_and_its_place(string text, string measure, string place)
    {
        var figure = Assert.Single(Code(text).OfType<Figure>());
        Assert.Equal(measure, figure.Measure);
        Assert.Contains(place, figure.Place?.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_span_stands_where_it_says()
    {
        const string Text =
            "About 4,000 people are sheltering at the Kanyaru camp, the UN refugee agency said. Half of them are children.";
        var article = new Article { Id = "a-1", Text = Text };
        Assert.All(
            Pipeline.Code(article).SelectMany(report => report.AllSpans()),
            span => Assert.True(article.Holds(span))
        );
    }
}
