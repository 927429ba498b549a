using System.Collections.Immutable;
using System.Text.Json;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// A line an article: {"id","templates":[{"template","slots":{slot: [{"v":[words],"x":[words referred to]}]}}]}, the slots of the
/// Fourth Message Understanding Conference. A template is what an article tells of one event of MUC-4's types. Which happenings
/// of an article are one goes by MUC-4's own rule (<see cref="Muc4Merging"/>) and not by the linker's, which brings together what several
/// articles tell of an event, its kidnapping and its murder alike.
/// </summary>
internal sealed class Muc4Lines
{
    private readonly LabelTable types;
    private readonly Muc4Slots slots;
    private readonly Muc4Relevance relevance;
    private readonly Muc4Weights weights;

    private Muc4Lines(KnowledgeFolder knowledge)
    {
        types = LabelTable.Load(knowledge.Table("exchange", "muc4-types.tsv"));
        var words = Muc4Words.Load(knowledge);
        slots = new Muc4Slots(words, Muc4Groups.Load(knowledge));
        relevance = Muc4Relevance.Load(knowledge, words);
        weights = Muc4Weights.Load(knowledge);
    }

    public static Muc4Lines Load(KnowledgeFolder knowledge) => new(knowledge);

    public void Write(IEnumerable<Account> accounts, TextWriter output, ExportLosses losses)
    {
        foreach (var account in accounts)
            JsonRow.Write(
                output,
                json =>
                {
                    json.WriteString("id", account.Article);
                    json.WriteStartArray("templates");
                    var number = 0;
                    foreach (var (template, fillers) in Candidates(account, losses))
                        if (weights.Passes(template, account))
                        {
                            Write(json, ++number, fillers);
                            losses.Wrote();
                        }
                        else
                            losses.Leave(
                                template.Reports[0].Id,
                                template.Against.FirstOrDefault()
                                    ?? "too little tells that it is an incident of MUC-4's"
                            );
                    json.WriteEndArray();
                }
            );
    }

    /// <summary>The templates of an article before the weights choose among them.</summary>
    public IEnumerable<(Muc4Template Template, IReadOnlyList<Muc4Filler> Fillers)> Candidates(
        Account account,
        ExportLosses losses
    ) =>
        Muc4Merging
            .Merge(Relevant(account, losses))
            .Select(template => (template, slots.Of(template.Type, template.Reports, account)));

    private static void Write(Utf8JsonWriter json, int number, IReadOnlyList<Muc4Filler> fillers)
    {
        json.WriteStartObject();
        json.WriteNumber("template", number);
        json.WriteStartObject("slots");
        foreach (var slot in fillers.GroupBy(one => one.Slot))
        {
            json.WriteStartArray(slot.Key);
            foreach (var filler in slot)
                filler.Write(json);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private IEnumerable<Muc4Template> Relevant(Account account, ExportLosses losses)
    {
        foreach (var report in account.Incidents.SelectMany(incident => incident).OrderBy(Place))
        {
            ImmutableArray<Happening> alone = [report];
            losses.Read();
            if (types.Of(alone) is not { } type)
                losses.Leave(report.Id, "MUC-4 records no such type");
            else
                yield return new(type, alone) { Against = [.. relevance.Against(account, alone)] };
        }

        static int Place(Happening report) => report.Evidence.IsEmpty ? 0 : report.Evidence[0].Start;
    }
}
