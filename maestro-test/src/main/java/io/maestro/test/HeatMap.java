package io.maestro.test;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.test.CoveragePoint.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws the coverage of a workflow as a flowchart of Mermaid. Ids have no character that means anything to it. */
final class HeatMap {

    /** The colours of steps, from those that never ran to those that ran most often. */
    private static final List<String> HEAT = List.of("#f6f8fa", "#fff8c5", "#ffdf9e", "#ffb870", "#ff8f5e");

    private final WorkflowCoverage coverage;
    private final Map<String, List<CoveragePoint>> points;
    private final long most;
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, List<String>> heated = new TreeMap<>();

    private HeatMap(WorkflowCoverage coverage) {
        this.coverage = coverage;
        this.points = coverage.counts().keySet().stream()
                .collect(Collectors.groupingBy(CoveragePoint::place, LinkedHashMap::new, Collectors.toList()));
        this.most = coverage.counts().entrySet().stream()
                .filter(entry -> entry.getKey().kind() == Kind.RAN)
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    static String of(WorkflowCoverage coverage) {
        var map = new HeatMap(coverage);
        map.line(0, "---");
        map.line(0, "title: \"" + coverage.summary() + "\"");
        map.line(0, "---");
        map.line(0, "flowchart TB");
        map.body(coverage.definition().steps(), "", "s", 1);
        map.heated.forEach((heat, boxes) -> {
            map.line(1, "classDef heat" + heat + " fill:" + HEAT.get(heat) + ",stroke:#6e7781,color:#1f2328");
            map.line(1, "class " + String.join(",", boxes) + " heat" + heat);
        });
        return map.text.toString();
    }

    private void body(List<Step> steps, String prefix, String boxes, int depth) {
        var numbers = new HashMap<StepId, Integer>();
        for (var step : steps) {
            numbers.put(step.id(), numbers.size());
            box(step, prefix, boxes + numbers.get(step.id()), depth);
        }
        for (var step : steps) {
            for (var to : step.basics().transition().successors().keySet()) {
                way(prefix + step.id(), prefix + to, boxes + numbers.get(step.id()), boxes + numbers.get(to), depth);
            }
        }
    }

    private void box(Step step, String prefix, String box, int depth) {
        var name = prefix + step.id();
        var ran = CoveragePoint.of(Kind.RAN, name);
        heated.computeIfAbsent(heat(coverage.count(ran)), none -> new ArrayList<>())
                .add(box);
        if (step instanceof LoopStep loop) {
            line(depth, "subgraph " + box + "[\"" + step.id() + ", " + told(ran) + "\"]");
            body(loop.steps(), name + "/", box + "_", depth + 1);
            line(depth, "end");
        } else {
            line(depth, box + "(\"" + inLines(step.id() + ", " + told(ran)) + "\")");
        }
    }

    private int heat(long count) {
        return count == 0 ? 0 : (int) Math.ceilDiv(count * (HEAT.size() - 1), most);
    }

    private void way(String from, String to, String fromBox, String toBox, int depth) {
        var taken = CoveragePoint.of(Kind.TAKEN, from, to);
        boolean wasTaken = coverage.count(taken) > 0
                || coverage.count(CoveragePoint.of(Kind.ONE_PASS, from, to)) > 0
                || coverage.count(CoveragePoint.of(Kind.SEVERAL_PASSES, from, to)) > 0;
        line(depth, fromBox + (wasTaken ? " -->" : " -.->") + "|\"" + inLines(told(taken)) + "\"| " + toBox);
    }

    private String told(CoveragePoint point) {
        return coverage.told(points.getOrDefault(point.place(), List.of()));
    }

    private static String inLines(String told) {
        return told.replace(", ", "<br>");
    }

    private void line(int depth, String line) {
        text.repeat("  ", depth).append(line).append('\n');
    }
}
