import { startCpuTime } from "@chorus/testing/cpu-time";
import { describe, expect, test } from "vitest";
import { textOfHtml } from "./text-of-html.ts";

test.each([
  ["a<br><div>b</div>", "a\nb"],
  ["<div>a</div><div><br></div><div>b</div>", "a\n\nb"],
  ["<p>a</p><p>b</p>", "a\nb"],
  ["<b>a</b><i> b</i>  c", "a b c"],
  ["We are <del>two </del><ins>three</ins>, <s>not</s>", "We are ~~two~~ three, ~~not~~"],
  ["a<del></del>b<del> </del>c", "ab c"],
  ['Thanks <img alt="😀" src="cid:x"> for 20 m<sup>2</sup>, see <sup>12</sup>', "Thanks 😀 for 20 m², see 12"],
  ["a &nbsp; b&nbsp;&nbsp;c", "a   b  c"],
  ["a<pre>\nx\n  y\n\nz</pre>b", "a\n\nx\n  y\n\nz\n\nb"],
  ["a<hr>b", `a\n\n${"-".repeat(32)}\n\nb`],
  ["<ol><li>a<li>b<ul><li>c<li>d</ul></ol>e", "1. a\n2. b\n   - c\n   - d\ne"],
  ['<ol start="3"><li>a<li value="7">b<li>c</ol>', "3. a\n7. b\n8. c"],
  ["<ol type=a><li>x<li>y<li value=28>z</ol>", "a. x\nb. y\nab. z"],
  ["<ol type=I start=3><li>x<li>y</ol>", "III. x\nIV. y"],
  ["<ul><li><p>a</p><p>b</p><li>c</ul>", "- a\n  b\n- c"],
  ["a<blockquote><br>b<br><br>c<blockquote>d</blockquote><br></blockquote>e", "a\n> b\n> \n> c\n> > d\ne"],
  ['a<blockquote><img src="https://x.test/1.png"></blockquote>b', "a\n> \nb"],
  ["<span><blockquote>a</span>b</blockquote>c", "> ab\nc"],
  ["<div>a<table><tr><td>b</div>c</table>d</div>", "a\nbc\n\nd"],
  ["<html><head><meta charset=utf-8><p>Hi", "Hi"],
  ["<style/>Hi", "Hi"],
  ["x<style>y</style><title>z</title><script>w</script>", "x"],
  [
    "<a href='http://x.test'>http://x.test</a> <a href=mailto:a@b.test>a@b.test</a> <a href='#x'>y</a>",
    "http://x.test a@b.test y",
  ],
  ["<a href=http://z.test></a>", "http://z.test"],
  ['<a href="data:text/plain,abc" title="x">z</a>', "z (data:text/plain,abc)"],
  ["<center>a</center>b<address>c</address>", "a\nb\nc"],
  ["&#xE000;&#xE001;a", "a"],
  [`<img src="data:image/png;base64,${"A".repeat(100_000)}">Hi`, "Hi"],
])("%s", async (html, text) => {
  expect(await textOfHtml(html)).toBe(text);
});

test.each([
  ["display:none;display:block", true],
  ["display:block;display:none", false],
  ["display:none !important;display:block", false],
  ["display:none;display:block!important", true],
  ["mso-display:none", true],
  ["display:inline-block", true],
])("whether a browser shows what has the style %s: %s", async (style, isShown) => {
  expect(await textOfHtml(`<p style="${style}">Hi</p>.`)).toBe(isShown ? "Hi\n." : ".");
});

test("quotes within more quotes than anybody reads stand beside these, whole", async () => {
  const quotes = 900;
  const html = `${"<blockquote>".repeat(quotes)}x<br>y${"</blockquote>".repeat(quotes)}z`;
  expect(await textOfHtml(html)).toBe(`${"> ".repeat(20)}x\n${"> ".repeat(20)}y\nz`);
});

test("what is nested deeper than any mail keeps its words and its lines", async () => {
  const html = `${"<div>".repeat(5_000)}a<blockquote>b<p>c</blockquote>${"</div>".repeat(5_000)}<blockquote>d</blockquote>`;
  expect(await textOfHtml(html)).toBe("a\nb\nc\n> d");
});

describe("two megabytes take a fraction of a second, and others are served meanwhile", () => {
  const SIZE = 2_000_000;
  const fill = (unit: string) => unit.repeat(Math.ceil(SIZE / unit.length));
  test.each([
    ["nested quotes", fill(`${"<blockquote>".repeat(900)}${"x<br>".repeat(900)}${"</blockquote>".repeat(900)}`)],
    ["open elements and ends of none", `${"<i>".repeat(990)}${fill("</b>")}`],
    ["open blocks, ended in turn", `${"<div>".repeat(990)}${fill("<p></div><div>")}`],
    ["elements without an end", fill("<i>")],
    ["lines in quotes", `${"<blockquote>".repeat(30)}${fill("x<br>")}`],
    ["lists in lists", fill("<ul><li>")],
    ["tables in tables", fill("<table><tr><td>")],
    ["links in links", fill("<a href=x>")],
    ["hidden elements", fill("<p hidden>")],
    ["attributes without an end", fill("<p style='display:none;' ")],
    ["a style of many values", `<p style="${fill("display:none;")}">`],
    ["many classes", fill(`<p class="${"a ".repeat(1_900)}">`)],
    ["spans across cells", `${`${"<span>".repeat(900)}<td>`.repeat(200)}${fill("</span>")}`],
  ])("%s", async (_, html) => {
    let isDone = false;
    let turns = 0;
    const serveOthers = () => {
      turns += 1;
      if (!isDone) setImmediate(serveOthers);
    };
    const usedMs = startCpuTime();
    serveOthers();
    await textOfHtml(html);
    isDone = true;
    expect(usedMs()).toBeLessThan(1_500);
    expect(usedMs() / turns).toBeLessThan(100);
  });
});
