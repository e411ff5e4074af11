package ar.isac.crm.conversation;

import ar.isac.crm.message.MessageChange;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.util.List;
import org.bson.Document;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import tools.jackson.databind.json.JsonMapper;

/** A message's content, and what is done to it, is stored in the form in which it travels, so that its types have one set of names. */
@Configuration(proxyBeanMethods = false)
class MessageDocuments {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Bean
    MongoCustomConversions mongoCustomConversions() {
        return new MongoCustomConversions(
                List.of(new WriteContent(), new ReadContent(), new ReadMedium(), new WriteChange(), new ReadChange()));
    }

    @WritingConverter
    static final class WriteContent implements Converter<MessageContent, Document> {
        @Override
        public Document convert(MessageContent content) {
            return Document.parse(JSON.writeValueAsString(content));
        }
    }

    @ReadingConverter
    static final class ReadContent implements Converter<Document, MessageContent> {
        @Override
        public MessageContent convert(Document document) {
            return JSON.readValue(document.toJson(), MessageContent.class);
        }
    }

    /** Of what can be nothing else than a medium. */
    @ReadingConverter
    static final class ReadMedium implements Converter<Document, MediaContent> {
        @Override
        public MediaContent convert(Document document) {
            return JSON.readValue(document.toJson(), MediaContent.class);
        }
    }

    @WritingConverter
    static final class WriteChange implements Converter<MessageChange, Document> {
        @Override
        public Document convert(MessageChange change) {
            return Document.parse(JSON.writeValueAsString(change));
        }
    }

    @ReadingConverter
    static final class ReadChange implements Converter<Document, MessageChange> {
        @Override
        public MessageChange convert(Document document) {
            return JSON.readValue(document.toJson(), MessageChange.class);
        }
    }
}
