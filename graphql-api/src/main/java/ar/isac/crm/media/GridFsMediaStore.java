package ar.isac.crm.media;

import com.mongodb.client.gridfs.model.GridFSFile;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.bson.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.gridfs.GridFsTemplate;

/** GridFS, for a MongoDB that every node shares. */
final class GridFsMediaStore implements MediaStore {

    private final GridFsTemplate files;

    GridFsMediaStore(GridFsTemplate files) {
        this.files = files;
    }

    @Override
    public void put(String id, byte[] bytes, String mimeType) {
        if (find(id) == null) {
            files.store(new ByteArrayInputStream(bytes), id, new Document("type", mimeType));
        }
    }

    @Override
    public Optional<Stored> get(String id) {
        GridFSFile file = find(id);
        if (file == null) {
            return Optional.empty();
        }
        Document metadata = file.getMetadata();
        String type = metadata == null ? null : metadata.getString("type");
        return Optional.of(new Stored(
                () -> files.getResource(file).getInputStream(), file.getLength(), MediaStore.harmless(type)));
    }

    @Override
    public void remove(String id) {
        files.delete(Query.query(Criteria.where("filename").is(id)));
    }

    private @org.jspecify.annotations.Nullable GridFSFile find(String id) {
        return files.findOne(Query.query(Criteria.where("filename").is(id)));
    }
}
