package ar.isac.crm.shop;

/** A setting that cannot be used; the start ends here. */
final class BadSetting extends RuntimeException {

    BadSetting(String variable, String value, String wanted) {
        super("%s is \"%s\": it must be %s".formatted(variable, value, wanted));
    }
}
