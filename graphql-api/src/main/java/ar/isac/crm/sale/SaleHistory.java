package ar.isac.crm.sale;

import ar.isac.crm.customer.PurchaseHistory;
import ar.isac.crm.money.Money;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a customer has bought: the sales that were paid and not undone. */
@Component
class SaleHistory implements PurchaseHistory {

    private final Sales sales;

    SaleHistory(Sales sales) {
        this.sales = sales;
    }

    @Override
    public Purchases of(String customerId) {
        return of(sales.of(customerId));
    }

    /** What these sales of one customer, the newest first, come to. */
    static Purchases of(List<Sale> sales) {
        List<Sale> paid = sales.stream().filter(Sale::isPaid).toList();
        return paid.isEmpty()
                ? Purchases.NONE
                : new Purchases(
                        paid.size(),
                        paid.stream().map(Sale::total).reduce(Money::plus).orElseThrow(),
                        paid.getFirst().createdAt());
    }
}
