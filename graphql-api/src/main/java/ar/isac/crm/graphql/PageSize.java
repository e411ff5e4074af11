package ar.isac.crm.graphql;

import org.jspecify.annotations.Nullable;

/** How much a page may hold. */
public final class PageSize {

    private static final int USUAL = 20;
    public static final int MOST = 100;

    private PageSize() {}

    /** The size that was asked for, within 1 and 100; 20 when none was. */
    public static int of(@Nullable Integer asked) {
        return asked == null ? USUAL : Math.clamp(asked, 1, MOST);
    }
}
