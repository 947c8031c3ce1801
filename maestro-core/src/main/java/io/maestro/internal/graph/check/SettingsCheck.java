package io.maestro.internal.graph.check;

import io.maestro.definition.Backoff;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Checks what settings refer to. They know the params of the run only (spec: definitions, sections 1.3 and 1.8). */
final class SettingsCheck {

    private final ExpressionCheck expressions;

    SettingsCheck(ExpressionCheck expressions) {
        this.expressions = expressions;
    }

    void setting(String path, Optional<? extends Setting<?>> setting, RunScope scope) {
        if (setting.isPresent() && setting.get() instanceof Setting.Interpolated<?>(var text)) {
            expressions.text(path, text, scope);
        }
    }

    void retries(String path, RetryPolicy policy, RunScope scope) {
        retry(path, "error", policy.error(), scope);
        retry(path, "platform", policy.platform(), scope);
        retry(path, "timeout", policy.timeout(), scope);
    }

    private void retry(String path, String kind, RetryPolicy.Retry retry, RunScope scope) {
        setting(path + '/' + kind + "_retry_limit", Optional.of(retry.limit()), scope);
        backoff(retry.backoff())
                .forEach((name, setting) ->
                        setting(path + "/backoff/" + kind + '_' + name, Optional.of(setting), scope));
    }

    private static Map<String, Setting<?>> backoff(Backoff backoff) {
        var settings = new LinkedHashMap<String, Setting<?>>();
        switch (backoff) {
            case Backoff.Fixed fixed -> settings.put("retry_backoff_in_secs", fixed.delay());
            case Backoff.Exponential growing -> {
                settings.put("retry_backoff_in_secs", growing.base());
                settings.put("retry_exponent", growing.exponent());
                settings.put("retry_limit_in_secs", growing.cap());
            }
        }
        return settings;
    }
}
