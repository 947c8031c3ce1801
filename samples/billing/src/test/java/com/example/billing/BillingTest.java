package com.example.billing;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.dsl.Workflow;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.test.CrashAtEveryCommit;
import io.maestro.test.EachStore;
import io.maestro.test.EffectsLedger;
import io.maestro.test.MaestroTest;
import io.maestro.test.MaestroTestKit;
import io.maestro.test.Mocks;
import io.maestro.test.StoreKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow of a month, on the engine of production and on a clock that the tests move, once in memory and once in a database. */
@MaestroTest
@EachStore({StoreKind.MEMORY, StoreKind.H2})
class BillingTest {

    private static final Map<String, Object> CUSTOMER = Map.of("customer", 17L);

    private final List<String> letters = new CopyOnWriteArrayList<>();

    /** What is outside must not be reached but through mocks. */
    private final Bank unreachable = new Bank() {
        @Override
        public String invoice(long customer, String key) throws IOException {
            throw new IOException("no test asks the bank");
        }

        @Override
        public boolean isPaid(String invoice) throws IOException {
            throw new IOException("no test asks the bank");
        }
    };

    private Workflow billing() {
        return Billing.workflow(unreachable, (customer, text) -> letters.add(text));
    }

    @Test
    void who_pays_at_once_is_thanked_after_a_week(MaestroTestKit kit, Mocks mocks) {
        mocks.step("invoice").returns(new Invoice("I-1", kit.clock().instant().plus(Duration.ofDays(28))));
        mocks.step("paid").returns(true);

        assertThat(kit.run(billing(), CUSTOMER)).succeeded().neverRan("remind").neverRan("close");

        assertThat(letters).containsExactly("Thank you");
    }

    @Test
    void who_never_pays_is_reminded_three_times_and_then_closed(MaestroTestKit kit, Mocks mocks) {
        mocks.step("invoice").returns(new Invoice("I-1", kit.clock().instant().plus(Duration.ofDays(28))));
        mocks.step("paid").returns(false);

        assertThat(kit.run(billing(), CUSTOMER)).succeeded().neverRan("thank");

        assertThat(letters)
                .containsExactly("Please pay I-1", "Please pay I-1", "Please pay I-1", "Your account is closed");
    }

    @Test
    void a_bank_that_is_down_for_an_hour_is_asked_again(MaestroTestKit kit, Mocks mocks) {
        var invoice = mocks.step("invoice").fails(new IOException("down")).fails(new IOException("down"));
        invoice.returns(new Invoice("I-1", kit.clock().instant().plus(Duration.ofDays(28))));
        mocks.step("paid").returns(true);

        assertThat(kit.run(billing(), CUSTOMER)).succeeded().step("invoice").ranTimes(3);

        assertThat(invoice.calls()).extracting(call -> call.idempotencyKey()).containsOnly("billing:1:1/invoice");
    }

    @Test
    void nothing_is_sent_to_whom_no_invoice_could_be_made(MaestroTestKit kit, Mocks mocks) {
        mocks.step("invoice").hangs();

        assertThat(kit.run(billing(), CUSTOMER)).timedOut().neverRan("paid");

        assertThat(letters).isEmpty();
    }

    @CrashAtEveryCommit
    void wherever_the_process_dies_a_customer_is_asked_for_money_once(
            MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        mocks.step("invoice").does(ctx -> {
            var unused = effects.noteOnce("invoice", ctx.idempotencyKey());
            return new Invoice("I-1", ctx.now().plus(Duration.ofDays(28)));
        });
        mocks.step("paid").returns(false).returns(true);

        assertThat(kit.run(billing(), CUSTOMER)).succeeded().neverRan("close");

        assertThat(effects.of("invoice")).happenedExactlyOnce();
    }

    /** Once as in production: state in a file, and the time of the wall. */
    @Test
    void a_run_is_there_after_the_application_was_started_anew(@TempDir Path folder) throws Exception {
        var file = folder.resolve("billing");
        Bank bank = new Bank() {
            @Override
            public String invoice(long customer, String key) {
                return "I-" + customer;
            }

            @Override
            public boolean isPaid(String invoice) {
                return false;
            }
        };
        RunId id;
        try (var maestro = Billing.open(file, bank, (customer, text) -> letters.add(text))) {
            var run = maestro.start("billing", CUSTOMER);
            id = run.id();
            while (!run.run().status().isTerminal() && run.output("invoice", Invoice.class).isEmpty()) {
                Thread.onSpinWait();
            }
        }

        try (var maestro = Billing.open(file, bank, (customer, text) -> letters.add(text))) {
            var run = maestro.find(id).orElseThrow();

            assertThat(run.run().status()).isEqualTo(RunStatus.IN_PROGRESS);
            assertThat(run.output("invoice", Invoice.class)).map(Invoice::number).contains("I-17");
        }
    }
}
