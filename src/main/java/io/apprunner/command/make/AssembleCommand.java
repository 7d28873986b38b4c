// SPDX-License-Identifier: Apache-2.0
package io.apprunner.command.make;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apprunner.error.AppRunnerException;
import io.apprunner.error.ErrorCode;
import io.apprunner.image.ImageAssembler;
import io.apprunner.image.ImageAssembler.ToolSource;
import io.apprunner.image.ImageLocator;
import io.apprunner.text.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code fim-assemble}: makes an image out of this launcher, a folder of helper tools with their {@code tools.json},
 * and layers. It is what the build uses; {@code fim-help} does not mention it.
 */
@Command
public class AssembleCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "target")
    Path target = RawPath.of("");

    @Parameters(index = "1", paramLabel = "distribution")
    String distribution = "";

    @Parameters(index = "2", paramLabel = "tools")
    Path tools = RawPath.of("");

    @Parameters(index = "3..*", paramLabel = "layer")
    List<Path> layers = new ArrayList<>();

    private final ObjectMapper mapper;
    private final ImageLocator locator;

    /** Made by CDI. */
    public AssembleCommand(ObjectMapper mapper, ImageLocator locator) {
        this.mapper = mapper;
        this.locator = locator;
    }

    @Override
    public Integer call() {
        ImageAssembler.assemble(locator.path(), distribution, toolSources(), layers, target);
        return 0;
    }

    private List<ToolSource> toolSources() {
        List<ToolSource> sources = new ArrayList<>();
        try {
            for (JsonNode tool : mapper.readTree(Files.readAllBytes(tools.resolve("tools.json")))) {
                String name = tool.required("name").asText();
                String debian = tool.required("debianPackage").asText();
                String patch = tool.required("patch").asText();
                // What is ours comes from nobody else's package.
                String source = tool.required("source").asText()
                        + (debian.isEmpty()
                                ? ""
                                : " (Debian " + debian + " "
                                        + tool.required("debianVersion").asText()
                                        + (patch.isEmpty() ? "" : ", patched: " + patch) + ")");
                sources.add(new ToolSource(
                        name,
                        tool.required("version").asText(),
                        source,
                        tool.required("licence").asText(),
                        RawPath.resolve(tools, "bin/" + name)));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new AppRunnerException(
                    ErrorCode.FORMAT,
                    "cannot use " + RawPath.text(tools) + "/tools.json" + ": " + e.getMessage(),
                    "",
                    e);
        }
        return sources;
    }
}
