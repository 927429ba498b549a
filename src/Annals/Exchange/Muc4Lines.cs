using System.Collections.Immutable;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Exchange;

/// <summary>
/// A line an article: {"id","templates":[{"template","slots":{slot: [{"v":[words],"x":[words referred to]}]}}]}, the slots of the
/// Fourth Message Understanding Conference. A template is what an article tells of one event of MUC-4's types.
/// </summary>
internal sealed class Muc4Lines
{
    private readonly LabelTable types;
    private readonly Muc4Slots slots;
    private readonly Muc4Relevance relevance;

    private Muc4Lines(KnowledgeFolder knowledge)
    {
        types = LabelTable.Load(knowledge.Table("exchange", "muc4-types.tsv"));
        var words = Muc4Words.Load(knowledge);
        slots = new Muc4Slots(words);
        relevance = Muc4Relevance.Load(knowledge, words);
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
                    foreach (var (type, reports) in Muc4Merging.Merge(Relevant(account, losses)))
                    {
                        json.WriteStartObject();
                        json.WriteNumber("template", ++number);
                        json.WriteStartObject("slots");
                        foreach (var slot in slots.Of(type, reports, account.Published).GroupBy(one => one.Slot))
                        {
                            json.WriteStartArray(slot.Key);
                            foreach (var filler in slot)
                                filler.Write(json);
                            json.WriteEndArray();
                        }
                        json.WriteEndObject();
                        json.WriteEndObject();
                        losses.Wrote();
                    }
                    json.WriteEndArray();
                }
            );
    }

    private IEnumerable<(string Type, ImmutableArray<Happening> Reports)> Relevant(Account account, ExportLosses losses)
    {
        foreach (var reports in account.Incidents)
        {
            foreach (var _ in reports)
                losses.Read();
            if (types.Of(reports) is not { } type)
                losses.Leave(reports[0].Id, "MUC-4 records no such type");
            else if (relevance.WhyNot(account, reports) is { } why)
                losses.Leave(reports[0].Id, why);
            else
                yield return (type, reports);
        }
    }
}
