using System.Text.Json;
using Annals.Exchange;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Record;

namespace Annals.Tests.Exchange;

/// <summary>The forms that go by article: incidents, MUC-4's templates, PLOVER's records.</summary>
public sealed class ArticleFormTests
{
    private static readonly Export Export = Export.Load(KnowledgeFolder.Default);

    [Fact]
    public void An_article_without_an_incident_has_its_line_too()
    {
        Assert.Equal("""{"id":"a-1","events":[]}""" + "\n", Write("incidents"));
        Assert.Equal("""{"id":"a-1","templates":[]}""" + "\n", Write("muc4"));
        Assert.Equal("""{"id":"a-1","events":[]}""" + "\n", Write("plover-records"));
    }

    [Fact]
    public void An_incident_has_date_place_harm_and_doer()
    {
        using var json = JsonDocument.Parse(
            Write("incidents", Some.Report(killed: 4, actor: "The Band") with { Means = ["firearm"] })
        );
        var incident = json.RootElement.GetProperty("events")[0];
        Assert.Equal("2021-03-01", incident.GetProperty("date").GetString());
        Assert.Equal("Mali", incident.GetProperty("country").GetString());
        Assert.Equal("Gao", incident.GetProperty("place").GetString());
        Assert.Equal(4, incident.GetProperty("killed").GetDouble());
        Assert.Equal(JsonValueKind.Null, incident.GetProperty("injured").ValueKind);
        Assert.Equal("The Band", incident.GetProperty("actor").GetString());
        Assert.Equal("Shooting", incident.GetProperty("means").GetString());
    }

    [Theory]
    [InlineData("nurses", null, "target", "aid-workers", 3)]
    [InlineData("soldiers", null, "target", "aid-workers", null)]
    [InlineData("soldiers", null, "target", null, 3)]
    [InlineData("police officers", "three police officers", "target", "aid-workers", null)]
    [InlineData("attackers", null, "perpetrator", "aid-workers", null)]
    public void A_filter_says_who_counts(string who, string? text, string side, string? filter, int? counted)
    {
        var report = Some.Report() with
        {
            Harm =
            [
                new Harm
                {
                    Effect = Effect.Killed,
                    Who = who,
                    Text = text,
                    Side = side,
                    Low = 3,
                    Best = 3,
                    High = 3,
                },
            ],
        };
        using var json = JsonDocument.Parse(Write("incidents", filter, report));
        var killed = json.RootElement.GetProperty("events")[0].GetProperty("killed");
        Assert.Equal(counted, killed.ValueKind == JsonValueKind.Null ? null : (int)killed.GetDouble());
    }

    [Fact]
    public void Reports_of_one_event_are_one_incident_of_their_article()
    {
        Happening[] reports = [Some.Report("r-1", killed: 2), Some.Report("r-2", killed: 2)];
        var events = Linker.Load(KnowledgeFolder.Default).Link(reports, [Some.Article()]);
        var together = Account.Of([Some.Article()], reports, events).Single();
        Assert.Equal(2, Account.Of([Some.Article()], reports, []).Single().Incidents.Length);
        Assert.Single(together.Incidents);
    }

    [Fact]
    public void A_template_has_its_type_date_and_place_in_capitals()
    {
        var text = Write("muc4", Kidnapping());
        Assert.Contains(
            """
            "inc_date":[{"v":["01 MAR 21"]}]
            """.Trim(),
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            """
            "inc_type":[{"v":["KIDNAPPING"]}]
            """.Trim(),
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("COLOMBIA: CALI", text, StringComparison.Ordinal);
        Assert.Contains("GUNMEN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unsettled_day_is_on_or_before_the_publication() =>
        Assert.Contains("\"- 02 MAR 21\"", Write("muc4", Kidnapping() with { Time = null }), StringComparison.Ordinal);

    [Fact]
    public void An_attempt_that_was_foiled_was_one_all_the_same() =>
        Assert.Contains(
            "\"code\":\"ASSAULT\"",
            Write(
                "plover-records",
                Some.Report(type: "assassination", status: Status.Planned) with
                {
                    Negated = true,
                    Outcome = "foiled",
                }
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("talks", Status.Reported, "CONSULT")]
    [InlineData("attack", Status.Threatened, "THREATEN")]
    public void A_record_has_the_class_of_its_type(string type, Status status, string code) =>
        Assert.Contains(
            $"\"code\":\"{code}\"",
            Write("plover-records", Some.Report(type: type, status: status)),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("incidents", "not said to have happened")]
    [InlineData("muc4", "not said to have happened")]
    public void What_is_left_out_is_said(string format, string why)
    {
        var losses = Export.Write(
            format,
            Account.Of([], [Some.Report(status: Status.Denied)], []),
            null,
            new StringWriter()
        );
        Assert.Contains(why, losses.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_happens_outside_the_nine_countries_wants_more_to_be_one_of_MUC_4s()
    {
        var told = Some.Report(type: "attack", place: Some.Gao) with { Harm = [], Actors = [], Time = null };
        var losses = Export.Write("muc4", Account.Of([], [told], []), null, new StringWriter());
        Assert.Contains("nothing in the article is in the nine countries", losses.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Incidents_of_one_town_and_day_share_a_template_and_those_of_two_towns_do_not()
    {
        var first = Kidnapping();
        var elsewhere = Kidnapping() with
        {
            Id = "r-2",
            Place = Some.Town("Medellín", 3674962, 6.25, -75.56, "COL", "Antioquia"),
        };
        Assert.Equal(1, Templates(Write("muc4", first, Kidnapping() with { Id = "r-2" })));
        Assert.Equal(2, Templates(Write("muc4", first, elsewhere)));
    }

    [Fact]
    public void The_kidnapping_of_a_mayor_and_the_murder_of_a_judge_are_two_templates_of_one_event()
    {
        var judge = Doer("judge", null, ActorType.Civilians) with { Role = ActorRole.Target };
        var murder = Kidnapping() with
        {
            Id = "r-2",
            Type = "assassination",
            Actors = [Kidnapping().Actors[0], judge],
            Harm =
            [
                new Harm
                {
                    Effect = Effect.Killed,
                    Who = "judge",
                    Low = 1,
                    Best = 1,
                    High = 1,
                },
            ],
        };
        var account = new Account(
            "a-1",
            null,
            [
                [Kidnapping(), murder],
            ],
            []
        );
        var output = new StringWriter();
        Export.Write("muc4", [account], null, output);
        Assert.Equal(2, Templates(output.ToString()));
    }

    [Fact]
    public void Two_victims_of_different_names_are_two_incidents()
    {
        static Happening Of(string id, string name) =>
            Kidnapping() with
            {
                Id = id,
                Actors =
                [
                    new ReportActor
                    {
                        Role = ActorRole.Target,
                        Name = name,
                        Named = name,
                        Type = ActorType.Person,
                    },
                ],
            };
        Assert.Equal(1, Templates(Write("muc4", Of("r-1", "Ana Ruiz"), Of("r-2", "Ruiz"))));
        Assert.Equal(2, Templates(Write("muc4", Of("r-1", "Ana Ruiz"), Of("r-2", "Luis Paz"))));
    }

    [Theory]
    [InlineData("army soldiers", null, ActorType.StateForce, "ARMY")]
    [InlineData("drug mafias", null, ActorType.Criminal, "DRUG MAFIAS")]
    [InlineData("rebels of the River Front", "River Front", ActorType.Rebel, "RIVER FRONT")]
    [InlineData("gunmen", null, ActorType.Unknown, null)]
    [InlineData("Ana Ruiz", "Ana Ruiz", ActorType.Unknown, null)]
    public void A_name_or_a_fixed_word_for_a_body_is_an_organisation(
        string words,
        string? named,
        ActorType type,
        string? organisation
    )
    {
        var line = Write(
            "muc4",
            Kidnapping() with
            {
                Actors = [Doer(words, named, type), .. Kidnapping().Actors[1..]],
            }
        );
        Assert.Equal(organisation, Organisations(line).Select(one => one.Name).SingleOrDefault());
    }

    [Theory]
    [InlineData(Status.Reported, null, null, "REPORTED AS FACT")]
    [InlineData(Status.Reported, "suspected", null, "SUSPECTED OR ACCUSED")]
    [InlineData(Status.Reported, "suspected", "police", "SUSPECTED OR ACCUSED BY AUTHORITIES")]
    [InlineData(Status.Alleged, null, "official", "SUSPECTED OR ACCUSED BY AUTHORITIES")]
    [InlineData(Status.Claimed, null, "police", "CLAIMED OR ADMITTED")]
    public void How_far_an_organisation_is_held_to_have_done_it_goes_by_status_doubt_and_speaker(
        Status status,
        string? doubt,
        string? speaker,
        string confidence
    )
    {
        var report = Kidnapping() with
        {
            Status = status,
            Actors =
            [
                Doer("rebels", "River Front", ActorType.Rebel) with
                {
                    Doubt = doubt,
                },
                .. Kidnapping().Actors[1..],
            ],
            Attribution = speaker is null ? [] : [new Attribution { Role = "somebody", Kind = speaker }],
        };
        Assert.Equal(confidence, Assert.Single(Organisations(Write("muc4", report))).Confidence);
    }

    [Theory]
    [InlineData("front members", "front", "{\"v\":[\"FRONT MEMBERS\"]}")]
    [InlineData("Ana Ruiz", "Ana Ruiz", "{\"v\":[\"ANA RUIZ\"]}")]
    public void A_name_before_a_noun_is_nobodys_own(string words, string named, string slot) =>
        Assert.Contains(
            slot,
            Write(
                "muc4",
                Kidnapping() with
                {
                    Actors =
                    [
                        .. Kidnapping().Actors,
                        new ReportActor
                        {
                            Role = ActorRole.Target,
                            Name = words,
                            Words = words,
                            Named = named,
                            Type = ActorType.Unknown,
                        },
                    ],
                }
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("terrorists of the River Front", "River Front", "TERRORISTS", "TERRORISTS OF THE RIVER FRONT")]
    [InlineData("group", null, null, "GROUP")]
    public void Who_did_it_in_person_is_told_without_the_organisation(
        string words,
        string? named,
        string? individual,
        string? absent
    )
    {
        var line = Write(
            "muc4",
            Kidnapping() with
            {
                Actors = [Doer(words, named, ActorType.Rebel), .. Kidnapping().Actors[1..]],
            }
        );
        if (individual is not null)
            Assert.Contains($"\"perp_ind_id\":[{{\"v\":[\"{individual}\"]}}]", line, StringComparison.Ordinal);
        if (absent is not null)
            Assert.DoesNotContain($"\"{absent}\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_before_a_name_describes_the_person()
    {
        var line = Write(
            "muc4",
            Kidnapping() with
            {
                Actors =
                [
                    .. Kidnapping().Actors,
                    new ReportActor
                    {
                        Role = ActorRole.Target,
                        Name = "Senator Ana Ruiz",
                        Named = "Senator Ana Ruiz",
                        Type = ActorType.Unknown,
                    },
                ],
            }
        );
        Assert.Contains("{\"v\":[\"ANA RUIZ\"]}", line, StringComparison.Ordinal);
        Assert.Contains("{\"v\":[\"SENATOR\"],\"x\":[\"ANA RUIZ\"]}", line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_letters_behind_a_name_are_no_part_of_it() =>
        Assert.Equal(
            "RIVER FRONT",
            Assert
                .Single(
                    Organisations(
                        Write(
                            "muc4",
                            Kidnapping() with
                            {
                                Actors =
                                [
                                    Doer("River Front (RF)", "River Front (RF)", ActorType.Rebel),
                                    .. Kidnapping().Actors[1..],
                                ],
                            }
                        )
                    )
                )
                .Name
        );

    [Fact]
    public void Where_an_incident_names_no_organisation_it_is_the_one_that_the_article_holds_to_have_done_most()
    {
        var other = Kidnapping() with
        {
            Id = "r-2",
            Place = Some.Town("Medellín", 3674962, 6.25, -75.56, "COL", "Antioquia"),
            Actors = [Doer("rebels", "River Front", ActorType.Rebel), .. Kidnapping().Actors[1..]],
        };
        var nameless = Kidnapping() with
        {
            Actors = [Doer("gunmen", null, ActorType.Unknown), .. Kidnapping().Actors[1..]],
        };
        Assert.Equal(2, Organisations(Write("muc4", nameless, other)).Count(one => one.Name == "RIVER FRONT"));
    }

    private static ReportActor Doer(string words, string? named, ActorType type) =>
        new()
        {
            Role = ActorRole.Perpetrator,
            Name = words,
            Words = words,
            Named = named,
            Type = type,
        };

    private static List<(string Name, string Confidence)> Organisations(string line)
    {
        using var json = JsonDocument.Parse(line);
        return
        [
            .. json
                .RootElement.GetProperty("templates")
                .EnumerateArray()
                .Select(template => template.GetProperty("slots"))
                .Where(slots => slots.TryGetProperty("perp_org_conf", out _))
                .SelectMany(slots => slots.GetProperty("perp_org_conf").EnumerateArray())
                .Select(filler => (filler.GetProperty("x")[0].GetString()!, filler.GetProperty("v")[0].GetString()!)),
        ];
    }

    private static int Templates(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("templates").GetArrayLength();
    }

    private static Happening Kidnapping() =>
        Some.Report(
            type: "abduction",
            actor: "gunmen",
            target: "mayor",
            place: Some.Town("Cali", 3687925, 3.44, -76.52, "COL", "Valle del Cauca")
        ) with
        {
            Actors =
            [
                new ReportActor
                {
                    Role = ActorRole.Perpetrator,
                    Name = "gunmen",
                    Type = ActorType.Criminal,
                },
                new ReportActor
                {
                    Role = ActorRole.Target,
                    Name = "mayor",
                    Type = ActorType.Government,
                },
            ],
            Harm =
            [
                new Harm
                {
                    Effect = Effect.Abducted,
                    Who = "mayor",
                    Low = 1,
                    Best = 1,
                    High = 1,
                },
            ],
        };

    private static string Write(string format, params Happening[] reports) => Write(format, null, reports);

    private static string Write(string format, string? filter, params Happening[] reports)
    {
        var output = new StringWriter();
        var only = filter is null ? null : OnlyFilter.Load(KnowledgeFolder.Default, filter);
        Export.Write(format, Account.Of([Some.Article()], reports, []), only, output);
        return output.ToString();
    }
}
