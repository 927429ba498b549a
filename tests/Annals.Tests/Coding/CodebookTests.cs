using Annals.Coding;
using Annals.Knowledge;

namespace Annals.Tests.Coding;

/// <summary>An analyst who writes a word that no table knows is told the file, the line and what there is.</summary>
public sealed class CodebookTests
{
    [Theory]
    [InlineData("triggers.tsv", "zap\tv\tattack\ttr\t1\tweapn@obj", "\"weapn\" is nothing that can stand in a slot")]
    [InlineData("triggers.tsv", "zap\tv\tattack\ttr\t1\tweapon@objj", "\"objj\" of \"weapon@objj\" is no slot")]
    [InlineData("triggers.tsv", "zap\tv\tattack\ttr\t1\tweapon@", "is not WHAT@SLOT/SLOT")]
    [InlineData("triggers.tsv", "zap\tv\tattack\ttr\t1\tarmd", "\"armd\" is nothing that an act can need")]
    [InlineData("frames.tsv", "zap\tsubj\tonto it", "\"onto it\" is no slot")]
    public void A_word_that_no_table_knows_stops_the_load_with_file_and_line(string file, string row, string cause)
    {
        var folder = Directory.CreateTempSubdirectory("annals-coding");
        try
        {
            var coding = Directory.CreateDirectory(Path.Combine(folder.FullName, "coding"));
            foreach (var table in Directory.EnumerateFiles(KnowledgeFolder.Default.File("coding")))
                File.Copy(table, Path.Combine(coding.FullName, Path.GetFileName(table)));
            File.Copy(KnowledgeFolder.Default.File("types.tsv"), Path.Combine(folder.FullName, "types.tsv"));
            var broken = Path.Combine(coding.FullName, file);
            File.AppendAllText(broken, row + "\n");
            var wrong = Assert.Throws<KnowledgeException>(() => Codebook.Load(new KnowledgeFolder(folder.FullName)));
            Assert.Equal((broken, File.ReadLines(broken).Count()), (wrong.File, wrong.Line));
            Assert.Contains(cause, wrong.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
