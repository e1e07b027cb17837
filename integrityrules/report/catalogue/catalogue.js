/* Search, filters and printing. The page is whole without it. No less-than sign and no ampersand, so that the page is XML too. */
"use strict";
(function () {
  var byId = function (id) { return document.getElementById(id); };
  var filters = byId("filters"), shown = byId("shown");
  var cards = Array.from(document.querySelectorAll("article.rule"));
  var texts = new Map();
  var textOf = function (card) {
    if (!texts.has(card)) { texts.set(card, card.textContent.toLowerCase()); }
    return texts.get(card);
  };
  var fits = function (card, words, kind, track, verified) {
    if (kind !== "" ? card.dataset.kind !== kind : false) { return false; }
    if (track !== "" ? card.dataset.track !== track : false) { return false; }
    if (verified !== "" ? !card.dataset.verified.split(" ").includes(verified) : false) { return false; }
    return words.every(function (word) { return textOf(card).includes(word); });
  };
  var apply = function () {
    var words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    var chosen = ["kind", "track", "verified"].map(function (id) { return byId(id).value; });
    var count = 0;
    cards.forEach(function (card) {
      card.hidden = !fits(card, words, chosen[0], chosen[1], chosen[2]);
      count += card.hidden ? 0 : 1;
    });
    document.querySelectorAll("section.group").forEach(function (group) {
      group.hidden = group.querySelector("article.rule:not([hidden])") === null;
    });
    document.body.classList.toggle("filtered", count !== cards.length);
    shown.textContent = count + " / " + cards.length + " " + shown.dataset.words;
  };
  var reach = function () {
    var target = location.hash ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    if (target === null) { return; }
    var card = target.closest("article.rule");
    if (card !== null) {
      if (card.hidden) { filters.reset(); apply(); }
    }
    for (var up = target.parentElement; up !== null; up = up.parentElement) {
      if (up.tagName === "DETAILS") { up.open = true; }
    }
    target.scrollIntoView();
  };
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("main details:not([open])"));
    folded.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (one) { one.open = false; });
  });
  filters.addEventListener("submit", function (event) { event.preventDefault(); });
  filters.addEventListener("input", apply);
  byId("language").addEventListener("input", function (event) { document.body.dataset.only = event.target.value; });
  window.addEventListener("hashchange", reach);
  filters.hidden = false;
  apply();
  reach();
}());
