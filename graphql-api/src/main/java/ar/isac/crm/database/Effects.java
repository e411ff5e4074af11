package ar.isac.crm.database;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * What commands did, as bytes: kind (1 byte), namespace (zero-terminated), BSON document. Not the commands themselves:
 * generated ids, {@code $currentDate}, the order of a scan and half-failed batches are settled when it was executed,
 * so applying effects again can only give the same state.
 */
final class Effects {

    enum Kind {
        CREATE(1),
        DROP(2),
        RENAME(3),
        INDEX(4),
        DROP_INDEX(5),
        INSERT(6),
        REPLACE(7),
        REMOVE(8),
        END_OF_SNAPSHOT(9);

        private final int code;

        Kind(int storedCode) {
            this.code = storedCode;
        }

        static Kind of(int code) {
            for (Kind kind : KINDS) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown effect " + code);
        }
    }

    /** Takes effects in the order in which they happened. */
    interface Visitor {
        void effect(Kind kind, String namespace, Document document);
    }

    private static final Kind[] KINDS = Kind.values();
    private static final int BSON_OBJECT_TOO_LARGE = 10334;

    private ByteBuf bytes = Unpooled.buffer(1 << 12);

    /** @throws MongoServerError when the document is larger than the protocol's 16 MB; nothing is recorded then */
    void record(Kind kind, String namespace, Document document) {
        int start = bytes.writerIndex();
        try {
            bytes.writeByte(kind.code);
            bytes.writeCharSequence(namespace, StandardCharsets.UTF_8);
            bytes.writeByte(0);
            int documentStart = bytes.writerIndex();
            BsonEncoder.encodeDocument(document, bytes);
            if (bytes.writerIndex() - documentStart > BsonConstants.MAX_BSON_OBJECT_SIZE) {
                throw new MongoServerError(BSON_OBJECT_TOO_LARGE, "BSONObjectTooLarge", "the document exceeds 16 MB");
            }
        } catch (RuntimeException e) {
            bytes.writerIndex(start);
            throw e;
        }
    }

    int mark() {
        return bytes.writerIndex();
    }

    void forgetFrom(int mark) {
        bytes.writerIndex(mark);
    }

    int size() {
        return bytes.readableBytes();
    }

    ByteBuf bytes() {
        return bytes;
    }

    void clear() {
        if (bytes.capacity() > (1 << 22)) {
            bytes = Unpooled.buffer(1 << 12);
        } else {
            bytes.clear();
        }
    }

    static void visit(ByteBuf bytes, Visitor visitor) {
        while (bytes.isReadable()) {
            Kind kind = Kind.of(bytes.readByte());
            String namespace = BsonDecoder.decodeCString(bytes);
            visitor.effect(kind, namespace, BsonDecoder.decodeBson(bytes));
        }
    }
}
