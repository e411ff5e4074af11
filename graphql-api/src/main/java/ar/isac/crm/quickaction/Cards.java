package ar.isac.crm.quickaction;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.ProductContent;
import ar.isac.crm.money.Money;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.shop.ShopSettings;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A product as a customer is shown it, at the price of their list and with the stock of this instant. */
@Component
class Cards {

    private final Phrases phrases;
    private final MoneyFormat money;

    Cards(ShopSettings shop, MoneyFormat money) {
        this.phrases = Phrases.of("quickaction", shop);
        this.money = money;
    }

    MessageContent of(Product product, Segment segment) {
        String text = Stream.of(
                        product.title(),
                        phrases.say("card.price", "price", price(product, segment)),
                        phrases.say(product.inStock() ? "card.available" : "card.soldOut"),
                        Objects.requireNonNullElse(product.url(), ""))
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
        return new ProductContent(product.sku(), text, product.imageUrl());
    }

    String transferred(String from, String to, String note, String summary) {
        String what = note.isBlank()
                ? phrases.say("transfer", "from", from, "to", to)
                : phrases.say("transfer.note", "from", from, "to", to, "note", note);
        return summary.isEmpty() ? what : what + "\n" + summary;
    }

    String notTaken(String receiver) {
        return phrases.say("transfer.notTaken", "to", receiver);
    }

    private String price(Product product, Segment segment) {
        Money wholesale = product.wholesalePrice();
        Money price =
                switch (segment) {
                    case RETAIL -> product.retailPrice();
                    case WHOLESALE -> Objects.requireNonNullElse(wholesale, product.retailPrice());
                };
        return money.format(price) + " " + price.currency();
    }
}
