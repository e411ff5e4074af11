package ar.isac.crm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application: every feature, the hub's routes and the panel in one process. */
@SpringBootApplication
public class CrmApplication {

    public static void main(String[] args) {
        // Before Netty loads: without Unsafe, Artemis cannot reopen its journal on JDK 25.
        System.setProperty("io.netty.noUnsafe", "false");
        SpringApplication.run(CrmApplication.class, args);
    }
}
