package ar.isac.crm.panel;

import ar.isac.crm.shop.ShopSettings;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The panel is one page that finds its way by itself: every address of its gets the same one, so that they can be reloaded and
 * passed on. What it loads has its content's hash in its name and may be kept for ever.
 */
@Controller
public class PanelPages {

    /** The first part of each page's address. */
    private static final String NAMES =
            "inbox|today|board|customers|catalogue|quotes|sales|follow-ups|knowledge|automations|analytics"
                    + "|channels|channel-routes|parked|assistant|team|audit|settings";

    private static final String OWN_ALONE = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'");

    private final String policy;

    PanelPages(ShopSettings shop) {
        // The simulator of the demo shows the panel beside its phones; nobody else may frame it.
        this.policy = OWN_ALONE + "; frame-ancestors " + (shop.demo() ? "'self'" : "'none'");
    }

    /** What whoever wants to log in must be able to read: nothing of the shop is in it. */
    public static String[] openPaths() {
        return Stream.concat(
                        Stream.of("/", "/index.html", "/favicon.svg", "/panel/**"),
                        Stream.of(NAMES.split("\\|", -1)).flatMap(name -> Stream.of("/" + name, "/" + name + "/**")))
                .toArray(String[]::new);
    }

    @GetMapping({"/", "/index.html", "/{page:" + NAMES + "}/**"})
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer")
                .body(new ClassPathResource("static/index.html"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Assets implements WebMvcConfigurer {

        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/panel/assets/**")
                    .addResourceLocations("classpath:/static/panel/assets/")
                    .setCacheControl(CacheControl.maxAge(Duration.ofDays(365))
                            .cachePublic()
                            .immutable());
        }
    }
}
