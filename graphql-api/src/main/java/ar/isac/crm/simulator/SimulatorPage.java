package ar.isac.crm.simulator;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page's short address. */
@Controller
@OnlyInDemo
class SimulatorPage {

    @GetMapping({"/simulator", "/simulator/"})
    String page() {
        return "forward:/simulator/index.html";
    }
}
