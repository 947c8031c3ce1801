package io.maestro.dsl.picture;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** An SVG document as the JDK's parser reads it. */
final class Drawing {

    private final Element root;

    private Drawing(Element root) {
        this.root = root;
    }

    static Drawing of(String svg) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Drawing(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well-formed: " + svg, e);
        }
    }

    Set<String> elements() {
        return all(root).map(Element::getTagName).collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> attributes() {
        return all(root)
                .flatMap(element -> IntStream.range(0, element.getAttributes().getLength())
                        .mapToObj(i -> element.getAttributes().item(i).getNodeName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String style() {
        return children(root, "style").map(Element::getTextContent).collect(Collectors.joining());
    }

    /** Returns what stands above the steps. */
    String text() {
        var heading = new ArrayList<String>();
        children(root, "text").map(Element::getTextContent).forEach(heading::add);
        children(root, "g")
                .flatMap(group -> children(group, "text"))
                .map(Element::getTextContent)
                .forEach(heading::add);
        return String.join("\n", heading);
    }

    Box whole() {
        return new Box(root, 0, 0, 0, 0, number(root, "width"), number(root, "height"));
    }

    /** Returns the steps, but for those within others. */
    List<Box> boxes() {
        return whole().inner();
    }

    /** Returns one of these. */
    Box box(String step) {
        return boxes().stream()
                .filter(box -> box.step().equals(step))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the transitions between these. */
    List<Arrow> arrows() {
        return children(root, "g")
                .flatMap(board -> children(board, "g"))
                .filter(group -> group.hasAttribute("data-from"))
                .map(Arrow::new)
                .toList();
    }

    /** A step. Its place is on the whole picture; {@code right} and {@code down} say where its group has its origin. */
    record Box(Element group, double originX, double originY, double x, double y, double width, double height) {

        String step() {
            return group.getAttribute("data-step");
        }

        String styleClass() {
            return group.getAttribute("class");
        }

        String tooltip() {
            return children(group, "title").map(Element::getTextContent).collect(Collectors.joining());
        }

        String text() {
            return texts().stream().map(Text::content).collect(Collectors.joining("\n"));
        }

        List<Text> texts() {
            return children(group, "text")
                    .map(text ->
                            new Text(text.getTextContent(), originX + number(text, "x"), originY + number(text, "y")))
                    .toList();
        }

        List<Box> inner() {
            return children(group, "g")
                    .filter(board -> board.getAttribute("transform").startsWith("translate("))
                    .flatMap(board -> {
                        var moved = board.getAttribute("transform")
                                .replaceAll("[a-z()]", "")
                                .split(" ", -1);
                        double right = originX + Double.parseDouble(moved[0]);
                        double down = originY + Double.parseDouble(moved[1]);
                        return children(board, "g")
                                .filter(step -> step.hasAttribute("data-step"))
                                .map(step -> at(step, right, down));
                    })
                    .toList();
        }

        private static Box at(Element group, double right, double down) {
            var frame = children(group, "rect").findFirst().orElseThrow();
            return new Box(
                    group,
                    right,
                    down,
                    right + number(frame, "x"),
                    down + number(frame, "y"),
                    number(frame, "width"),
                    number(frame, "height"));
        }

        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }

        boolean isWithin(Box other) {
            return x > other.x && y > other.y && right() < other.right() && bottom() < other.bottom();
        }

        boolean overlaps(Box other) {
            return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
        }
    }

    /** A transition. */
    record Arrow(Element group) {

        String from() {
            return group.getAttribute("data-from");
        }

        String to() {
            return group.getAttribute("data-to");
        }

        String styleClass() {
            return group.getAttribute("class");
        }

        String text() {
            return children(group, "text").map(Element::getTextContent).collect(Collectors.joining(" "));
        }
    }

    /** A line of text, which stands on its place. */
    record Text(String content, double x, double y) {

        /** Returns a width that no font goes below for such a text. */
        double leastWidth() {
            return content.length() * 2.5;
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Stream<Element> children(Element element, String name) {
        return Stream.iterate(element.getFirstChild(), node -> node != null, Node::getNextSibling)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(child -> child.getTagName().equals(name));
    }

    private static Stream<Element> all(Element element) {
        var inner = element.getElementsByTagName("*");
        return Stream.concat(
                Stream.of(element), IntStream.range(0, inner.getLength()).mapToObj(i -> (Element) inner.item(i)));
    }
}
