package io.maestro.dsl;

/** Small requests, each on one line, with room for what a test is about. */
final class Requests {

    private Requests() {}

    static String withStep(String members) {
        return "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", " + members
                + "}}]}}";
    }

    static String withWorkflow(String members) {
        return "{\"workflow\": {\"id\": \"w\", " + members
                + ", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}]}}";
    }

    static String withProperties(String members) {
        return "{\"properties\": {" + members
                + "}, \"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}]}}";
    }

    static String withParam(String param) {
        return withWorkflow("\"params\": {\"p\": " + param + "}");
    }

    static String withSteps(String steps) {
        return "{\"workflow\": {\"id\": \"w\", \"steps\": [" + steps + "]}}";
    }
}
