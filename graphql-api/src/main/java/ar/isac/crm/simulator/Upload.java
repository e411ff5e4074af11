package ar.isac.crm.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file in a {@code multipart/form-data} body. The server's own multipart support is off, since nothing else needs it. */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Upload(String mimeType, byte[] bytes) {

    private static final Pattern BOUNDARY = Pattern.compile("(?i)^multipart/form-data;.*boundary=\"?([^\";,]+)\"?");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type:\\s*(\\S+?)\\s*;?$");
    private static final String HEADERS_END = "\r\n\r\n";

    /** The first part that is a file. */
    static Upload of(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw MetaRefusal.badParameter("The upload must be multipart/form-data.");
        }
        // One char a byte, so that indices are the same in both.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)), -1)) {
            int headersEnd = part.indexOf(HEADERS_END);
            String headers = headersEnd < 0 ? "" : part.substring(0, headersEnd);
            if (headers.toLowerCase(Locale.ROOT).contains("filename=")) {
                Matcher type = TYPE.matcher(headers.replace("\r", ""));
                String content = part.substring(headersEnd + HEADERS_END.length());
                String file = content.endsWith("\r\n") ? content.substring(0, content.length() - 2) : content;
                return new Upload(
                        type.find() ? type.group(1) : "application/octet-stream",
                        file.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        throw MetaRefusal.missing("file");
    }
}
