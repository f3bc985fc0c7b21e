import java.io.FileInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.rio.*;
import org.eclipse.rdf4j.rio.helpers.*;

/** RDF4J's parsers with all checks on: how many statements each file has, then a line for each complaint. */
public class Rio {
    public static void main(String[] files) throws Exception {
        StringBuilder counts = new StringBuilder(), complaints = new StringBuilder();
        for (String file : files) {
            RDFParser parser = org.eclipse.rdf4j.rio.Rio.createParser(file.endsWith(".nq") ? RDFFormat.NQUADS : RDFFormat.TURTLE);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_URI_SYNTAX, true);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_DATATYPE_VALUES, true);
            parser.getParserConfig().set(BasicParserSettings.VERIFY_LANGUAGE_TAGS, true);
            AtomicLong count = new AtomicLong();
            parser.setRDFHandler(new AbstractRDFHandler() {
                @Override public void handleStatement(Statement statement) { count.incrementAndGet(); }
            });
            parser.setParseErrorListener(new ParseErrorListener() {
                void add(String what, long line) { complaints.append(what).append(" (line ").append(line).append(")\n"); }
                @Override public void warning(String what, long line, long column) { add(what, line); }
                @Override public void error(String what, long line, long column) { add(what, line); }
                @Override public void fatalError(String what, long line, long column) { add(what, line); }
            });
            try (InputStream stream = new FileInputStream(file)) { parser.parse(stream, "urn:base:"); }
            counts.append(count.get()).append(' ');
        }
        System.out.println(counts);
        System.out.print(complaints);
    }
}
