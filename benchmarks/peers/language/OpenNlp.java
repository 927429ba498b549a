import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;

/** Tokens, sentences, tags and names with Apache OpenNLP. Usage: java OpenNlp.java TEXTS MODELS; texts are parted by form feeds. */
public class OpenNlp {
    public static void main(String[] args) throws Exception {
        var texts = List.of(Files.readString(Path.of(args[0])).split("\f"));
        var models = args[1];
        var sentences = new SentenceDetectorME(new SentenceModel(new File(models, "sentences.bin")));
        var tokeniser = new TokenizerME(new TokenizerModel(new File(models, "tokens.bin")));
        var tagger = new POSTaggerME(new POSModel(new File(models, "tags.bin")));
        var names = new NameFinderME(new TokenNameFinderModel(new File(models, "names.bin")));
        IntSupplier tags = () -> read(texts, sentences, tokeniser, tagger, null);
        IntSupplier all = () -> read(texts, sentences, tokeniser, tagger, names);
        System.out.println("Apache OpenNLP\twords, sentences and tags\t" + speed(tags));
        System.out.println("Apache OpenNLP\twords, sentences, tags and names\t" + speed(all));
    }

    private static int read(
        List<String> texts, SentenceDetectorME sentences, TokenizerME tokeniser, POSTaggerME tagger, NameFinderME names
    ) {
        var count = 0;
        for (var text : texts) {
            for (var sentence : sentences.sentDetect(text)) {
                var tokens = tokeniser.tokenize(sentence);
                tagger.tag(tokens);
                if (names != null) names.find(tokens);
                count += tokens.length;
            }
            if (names != null) names.clearAdaptiveData();
        }
        return count;
    }

    /** As the others do: two seconds to warm up, then the best of five rounds. The thread's time, without the compiler's. */
    private static long speed(IntSupplier work) {
        var warm = System.nanoTime();
        var count = 0;
        while (System.nanoTime() - warm < 2_000_000_000L) count = work.getAsInt();
        var threads = ManagementFactory.getThreadMXBean();
        var best = Long.MAX_VALUE;
        for (var round = 0; round < 5; round++) {
            var before = threads.getCurrentThreadCpuTime();
            work.getAsInt();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }
        return Math.round(count / (best / 1e9));
    }
}
