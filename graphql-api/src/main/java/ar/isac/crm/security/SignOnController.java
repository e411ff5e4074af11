package ar.isac.crm.security;

import ar.isac.crm.shop.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The way in by the identity provider, as a browser goes it. */
@Controller
class SignOnController {

    private static final String PATH = "/login/oidc";
    private static final String BACK = PATH + "/callback";
    private static final String COOKIE = "CRMSIGNON";

    private final SignOn signOn;
    private final SignOnSettings settings;
    private final SessionCookies sessions;
    private final Entrances entrances;
    private final PublicUrl publicUrl;

    SignOnController(
            SignOn signOn, SignOnSettings settings, SessionCookies sessions, Entrances entrances, PublicUrl publicUrl) {
        this.signOn = signOn;
        this.settings = settings;
        this.sessions = sessions;
        this.entrances = entrances;
        this.publicUrl = publicUrl;
    }

    /** How one can log in here beside a password; null for in no other way. */
    record Ways(@Nullable Provider signOn) {}

    record Provider(String name, String path) {}

    @GetMapping("/login")
    @ResponseBody
    Ways ways() {
        return new Ways(settings.isOn() ? new Provider(settings.name(), PATH) : null);
    }

    @GetMapping(PATH)
    ResponseEntity<Void> begin(HttpServletRequest request, HttpServletResponse response) {
        if (!settings.isOn()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        String back = publicUrl
                        .set()
                        .orElseGet(() -> ServletUriComponentsBuilder.fromContextPath(request)
                                .toUriString())
                + BACK;
        return signOn.begin(back)
                .map(begun -> {
                    carry(begun.sealed(), SignOn.LONGEST, request, response);
                    return moved(begun.address());
                })
                .orElseGet(() -> refused(SignOn.Reason.UNAVAILABLE));
    }

    @GetMapping(BACK)
    ResponseEntity<Void> back(
            @CookieValue(name = COOKIE, required = false) @Nullable String sealed,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!settings.isOn()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        carry("", Duration.ZERO, request, response);
        return switch (signOn.finish(sealed, state, code)) {
            case SignOn.Outcome.Refused(SignOn.Reason reason) -> refused(reason);
            case SignOn.Outcome.Entered(Advisor advisor) -> {
                Actor actor = Actor.of(advisor, new Proof.OfLogin());
                Authentication authentication =
                        UsernamePasswordAuthenticationToken.authenticated(actor, null, actor.getAuthorities());
                sessions.saveContext(new SecurityContextImpl(authentication), request, response);
                entrances.cameIn(authentication);
                yield moved("/");
            }
        };
    }

    private static ResponseEntity<Void> refused(SignOn.Reason reason) {
        return moved("/?refused=" + reason);
    }

    private static ResponseEntity<Void> moved(String address) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(address))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Added, not set: the session's cookie goes with the same answer. */
    private void carry(String sealed, Duration time, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, sealed)
                        .path(PATH)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(sessions.isSecure(request))
                        .maxAge(time)
                        .build()
                        .toString());
    }
}
