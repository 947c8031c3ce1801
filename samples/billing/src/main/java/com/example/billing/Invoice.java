package com.example.billing;

import java.time.Instant;

/** What a customer was asked to pay, and by when. */
public record Invoice(String number, Instant payBy) {}
