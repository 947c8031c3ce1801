package io.maestro.internal.eval;

import static io.maestro.internal.eval.Sel.error;
import static io.maestro.internal.eval.Sel.eval;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.internal.eval.port.EvalResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryTest {

    @Test
    void texts_have_the_methods_of_java() {
        assertThat(eval("' Ab '.trim().toUpperCase() + 'C'.toLowerCase() + 'abc'.length()"))
                .isEqualTo("ABc3");
        assertThat(eval("'a,b,,'.split(',')")).isEqualTo(List.of("a", "b"));
        assertThat(eval("'a,b,,'.split(',', -1).length")).isEqualTo(4L);
        assertThat(eval("'a.b.c'.replaceAll('([a-z])\\\\.', '$1-') + 'a.b'.replace('.', '')"))
                .isEqualTo("a-b-cab");
        assertThat(eval("'banana'.lastIndexOf('an') + 'b'.compareTo('a')")).isEqualTo(4L);
        assertThat(eval("s.startsWith('s') && s.endsWith('r') && s.contains('t') && !s.isEmpty() && s.equals('str')"))
                .isEqualTo(true);
        assertThat(eval("s.substring(1) + s.substring(0, 1)")).isEqualTo("trs");
        assertThat(eval("'q\"\\t'.escape()")).isEqualTo("q\\\"\\t");
    }

    @Test
    void texts_refuse_what_java_refuses() {
        assertThat(error("s.substring(4)")).isEqualTo("INDEX/string-index");
        assertThat(error("s.replace('t', null)")).isEqualTo("NULL/null-deref");
        assertThat(error("s.contains(1)")).isEqualTo("TYPE/class-cast");
        assertThat(error("s.split('(')")).isEqualTo("OTHER/bad-regex");
        assertThat(error("s.replaceAll('s', '$3')")).isEqualTo("OTHER/bad-regex-group");
        assertThat(error("String q; return q.length()")).isEqualTo("TYPE/method-arg-type");
        assertThat(error("'a'.valueOf(1)")).isEqualTo("TYPE/method-arg-type");
        assertThat(error("s.indexOf('t')")).isEqualTo("UNKNOWN/method");
    }

    @Test
    void format_and_join_are_those_of_java_in_english() {
        assertThat(eval("String.format('%05d|%,.2f|%s|%-3s|%b|%x|%%|%2$s|%c%n', 42, 1234.5, 'a', 'b', true, 255, 65)"))
                .isEqualTo("00042|1,234.50|a|b  |true|ff|%|1234.5|A\n");
        assertThat(eval("String.format('%d', -5000000000)")).isEqualTo("-5000000000");
        assertThat(eval("String.format('%tY', 1583325296789)")).isEqualTo("2020");
        assertThat(eval("String.format('%s %<s', 'twice')")).isEqualTo("twice twice");
        assertThat(eval("String.join('-', 'a', 'b') + String.join('+', 'c,d'.split(','))"))
                .isEqualTo("a-bc+d");
        assertThat(error("String.format('%d', 1.5)")).isEqualTo("OTHER/bad-format");
        assertThat(error("String.format('%s %s', 'one')")).isEqualTo("OTHER/bad-format");
        assertThat(error("String.format('100%')")).isEqualTo("OTHER/bad-format");
        assertThat(error("String.join('-', 1)")).isEqualTo("TYPE/class-cast");
        assertThat(error("String.format()")).isEqualTo("TYPE/method-args");
    }

    @Test
    void numbers_convert() {
        assertThat(eval("Long.valueOf('12') + Integer.valueOf(3) + Long.parseLong('5') + x.intValue()"))
                .isEqualTo(30L);
        assertThat(eval("Double.valueOf('1.5') + Double.parseDouble('1e1') + new Float('2')"))
                .isEqualTo(13.5);
        assertThat(eval("(2.9).intValue() + d.longValue()")).isEqualTo(3L);
        assertThat(eval("x.toString() + d.toString() + Long.toString(5) + Double.toString(2.5)"))
                .isEqualTo("101.552.5");
        assertThat(eval("new Boolean('TRUE') && new Boolean(true)")).isEqualTo(true);
        assertThat(error("Long.valueOf('1.5')")).isEqualTo("TYPE/number-format");
        assertThat(error("new Long(1.5)")).isEqualTo("TYPE/constructor-args");
        assertThat(error("Double.valueOf(1)")).isEqualTo("UNKNOWN/method");
    }

    @Test
    void math_and_system_ask_the_world_of_the_evaluation() {
        assertThat(eval("Math.max(1, x) + Math.min(3, -4)")).isEqualTo(6L);
        assertThat(eval("Math.pow(2, 0.5)")).isEqualTo(Math.sqrt(2));
        assertThat(eval("Math.random()")).isEqualTo(0.25);
        assertThat(eval("System.currentTimeMillis()")).isEqualTo(FixedAmbient.NOW);
        assertThat(eval("UUID u = UUID.randomUUID(); return u.toString().length()"))
                .isEqualTo(36L);
        assertThat(eval("Arrays.asList(arr).length + DateTimeConstants.SUNDAY")).isEqualTo(10L);
        assertThat(error("Math.max(1.0, 2)")).isEqualTo("TYPE/class-cast");
    }

    @Test
    void maps_hold_anything_and_return_data() {
        assertThat(
                        eval(
                                "Map m = new HashMap(); m.put('a', 1); m.put('c', new Map()); m.put('t', 'x'.split('y')); return m"))
                .isEqualTo(Map.of("a", 1L, "c", Map.of(), "t", List.of("x")));
        assertThat(eval("m = new Map(); m.put('a', 1); return m.put('a', 2) + m.get('a') + m.getOrDefault('z', 7)"))
                .isEqualTo(10L);
        assertThat(eval("mp.containsKey('k') && !mp.containsKey('z') && mp.get('z') == null && mp.size() == 2"))
                .isEqualTo(true);
        assertThat(error("mp.get(1)")).isEqualTo("TYPE/class-cast");
        assertThat(error("mp['k']")).isEqualTo("TYPE/class-cast");
        assertThat(error("m = new Map(); m.put('a', new DateTime()); return m")).isEqualTo("TYPE/map-value-type");
        assertThat(error("Map m; m.put('a', 1)")).isEqualTo("NULL/null-deref");
    }

    @Test
    void a_map_within_itself_is_an_error() {
        assertThat(error("m = new Map(); m.put('m', m); return m")).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("m = new Map(); m.put('m', m); return '' + m")).isEqualTo("LIMIT/nesting-limit");
        assertThat(error("m = new Map(); m.put('m', m); return Util.toJson(m)")).isEqualTo("LIMIT/nesting-limit");
    }

    @Test
    void arrays_check_their_bounds_and_elements() {
        assertThat(eval("z = new long[]{1, 2,}; z[0] += 5; z[1] = z[0] * 2; return z"))
                .isEqualTo(List.of(6L, 12L));
        assertThat(eval("boolean[] z = new boolean[2]; z[1] = true; return z")).isEqualTo(List.of(false, true));
        assertThat(eval("String[] z = new String[1]; z[0] += 'a'; return z")).isEqualTo(List.of("nulla"));
        assertThat(Sel.result("z = new String[2]; z[1] = 'm'; return z"))
                .isEqualTo(new EvalResult.TextsWithGaps(Arrays.asList(null, "m")));
        assertThat(error("arr[3]")).isEqualTo("INDEX/array-index");
        assertThat(error("arr[4294967296]")).isEqualTo("INDEX/array-index");
        assertThat(error("arr[-1] = 1")).isEqualTo("INDEX/array-index");
        assertThat(error("arr[0] = 1.5")).isEqualTo("TYPE/type-mismatch");
        assertThat(error("arr[true]")).isEqualTo("TYPE/index-type");
        assertThat(error("x[0]")).isEqualTo("TYPE/class-cast");
        assertThat(error("new Map[1]")).isEqualTo("TYPE/array-element-type");
        assertThat(error("new int[-1]")).isEqualTo("INDEX/negative-size");
    }

    @Test
    void util_knows_date_ints() {
        assertThat(eval("Util.dateIntToTs(20200229)")).isEqualTo(1582934400000L);
        assertThat(eval("Util.tsToDateInt('-1')")).isEqualTo("19691231");
        assertThat(eval("Util.incrementDateInt('20200301', -1)")).isEqualTo("20200229");
        assertThat(eval("Util.dateIntsBetween(20200226, '20200302', 2)"))
                .isEqualTo(List.of(20200226L, 20200228L, 20200301L));
        assertThat(eval("Util.dateIntsBetween(20200105, 20200101, -2)")).isEqualTo(List.of(20200103L, 20200101L));
        assertThat(eval("Util.dateIntHourToTs(20200101, '05', 'UTC', 1, '2')")).isEqualTo(1577761200000L);
        assertThat(error("Util.dateIntToTs(20200230)")).isEqualTo("OTHER/bad-date-field");
        assertThat(error("Util.dateIntHourToTs('20190310', '02', 'America/Los_Angeles', 0, 0)"))
                .isEqualTo("OTHER/dst-gap");
    }

    @Test
    void util_counts_times_out_and_writes_json() {
        assertThat(eval("Util.intsBetween(5, 0, -2)")).isEqualTo(List.of(5L, 3L, 1L));
        assertThat(eval("Util.intsBetween(4294967296, 4294967299, 2)")).isEqualTo(List.of(4294967296L, 4294967298L));
        assertThat(error("Util.intsBetween(5, 0, 0)")).isEqualTo("OTHER/bad-interval");
        assertThat(eval("Util.timeoutForDateTimeDeadline(new DateTime(), '1 week, 2 days and 3 hours')"))
                .isEqualTo("788400000 milliseconds");
        assertThat(eval("Util.timeoutForDateIntDeadline(20200101, '1 day')")).isEqualTo("0 milliseconds");
        assertThat(error("Util.timeoutForDateIntDeadline(20200101, '1 month')")).isEqualTo("OTHER/bad-duration");
        assertThat(eval("Util.toJson('a\"\\n') + Util.toJson(mp.get('n')) + Util.toJson(arr) + Util.toJson(0.0 / 0)"))
                .isEqualTo("\"a\\\"\\n\"5[1,2,3]\"NaN\"");
    }

    @Test
    void params_reads_the_inputs() {
        assertThat(eval("params.get('x') + params['x'] + params.x")).isEqualTo(30L);
        assertThat(eval("params.containsKey('x') && params.nope == null")).isEqualTo(true);
        assertThat(error("params.getFromStep('a', 'b')")).isEqualTo("UNKNOWN/method");
        assertThat(error("params.get(1)")).isEqualTo("TYPE/class-cast");
    }
}
