package io.sagemakerssh.it.localaws.s3;

import io.sagemakerssh.it.localaws.http.AwsError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads an element of a request's XML. */
final class XmlInput {
  private final Element element;

  private XmlInput(Element element) {
    this.element = element;
  }

  /**
   * Reads a document.
   *
   * @throws AwsError {@code MalformedXML} if it is none, has a DOCTYPE or another root
   */
  static XmlInput parse(byte[] body, String root) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Element element = builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
      if (root.equals(element.getLocalName())) {
        return new XmlInput(element);
      }
    } catch (SAXException malformed) {
      // refused below like a document of another kind
    } catch (IOException | ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
    throw S3Error.malformedXml();
  }

  List<XmlInput> children(String name) {
    List<XmlInput> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && name.equals(child.getLocalName())) {
        children.add(new XmlInput(child));
      }
    }
    return children;
  }

  Optional<String> text(String name) {
    return children(name).stream().findFirst().map(child -> child.element.getTextContent());
  }

  /**
   * @throws AwsError {@code MalformedXML} if there is no such element
   */
  String requiredText(String name) {
    return text(name).orElseThrow(S3Error::malformedXml);
  }

  /**
   * @throws AwsError {@code MalformedXML} if there is no such element or it is no number
   */
  int requiredNumber(String name) {
    try {
      return Integer.parseInt(requiredText(name).strip());
    } catch (NumberFormatException notANumber) {
      throw S3Error.malformedXml();
    }
  }
}
