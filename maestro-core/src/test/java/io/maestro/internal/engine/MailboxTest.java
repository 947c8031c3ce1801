package io.maestro.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

    @Test
    void who_posts_to_an_idle_mailbox_handles_the_message_himself() {
        var handlers = new ArrayList<Thread>();
        var mailbox = new Mailbox<String>(message -> handlers.add(Thread.currentThread()), Thread::startVirtualThread);

        mailbox.post("a");

        assertThat(handlers).containsExactly(Thread.currentThread());
    }

    @Test
    void a_message_that_a_message_posts_is_handled_after_it_and_not_within_it() {
        var told = new ArrayList<String>();
        var boxes = new ArrayList<Mailbox<Integer>>();
        boxes.add(new Mailbox<>(
                message -> {
                    told.add("begin " + message);
                    if (message > 0) {
                        boxes.getFirst().post(message - 1);
                    }
                    told.add("end " + message);
                },
                Runnable::run));
        boxes.getFirst().post(2);

        assertThat(told).containsExactly("begin 2", "end 2", "begin 1", "end 1", "begin 0", "end 0");
    }

    @Test
    void a_poster_passes_on_what_is_too_much_for_him() {
        var passedOn = new ArrayList<Runnable>();
        var handled = new ArrayList<Integer>();
        var boxes = new ArrayList<Mailbox<Integer>>();
        boxes.add(new Mailbox<>(
                message -> {
                    handled.add(message);
                    if (message < 1_000) {
                        boxes.getFirst().post(message + 1);
                    }
                },
                passedOn::add));
        boxes.getFirst().post(0);
        assertThat(handled).hasSizeLessThan(1_000);

        while (!passedOn.isEmpty()) {
            passedOn.removeFirst().run();
        }
        assertThat(handled).isEqualTo(IntStream.rangeClosed(0, 1_000).boxed().toList());
    }

    @Test
    void messages_from_many_threads_are_handled_one_at_a_time_each_threads_in_their_order()
            throws InterruptedException {
        int threads = 32;
        int each = 2_000;
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var last = new int[threads];
        var disorder = new AtomicInteger();
        var done = new CountDownLatch(threads * each);
        var mailbox = new Mailbox<List<Integer>>(
                message -> {
                    if (inside.incrementAndGet() != 1) {
                        overlaps.incrementAndGet();
                    }
                    int thread = message.get(0);
                    if (message.get(1) != ++last[thread]) {
                        disorder.incrementAndGet();
                    }
                    inside.decrementAndGet();
                    done.countDown();
                },
                Thread::startVirtualThread);
        for (int i = 0; i < threads; i++) {
            int thread = i;
            Thread.startVirtualThread(() -> {
                for (int message = 1; message <= each; message++) {
                    mailbox.post(List.of(thread, message));
                }
            });
        }
        done.await();

        assertThat(overlaps).hasValue(0);
        assertThat(disorder).hasValue(0);
    }

    @Test
    void what_is_prepared_comes_before_what_is_posted_and_waits_until_the_mailbox_is_opened() {
        var handled = new ArrayList<String>();
        var mailbox = new Mailbox<String>(handled::add, Runnable::run);
        mailbox.prepare("a");
        mailbox.post("b");
        assertThat(handled).isEmpty();

        mailbox.open();
        mailbox.post("c");

        assertThat(handled).containsExactly("a", "b", "c");
    }
}
